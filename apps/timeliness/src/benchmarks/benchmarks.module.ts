import { Module } from '@nestjs/common';
import { BenchmarksController } from './benchmarks.controller.js';

/** Published benchmarks over HTTP. Code in this process calls `benchmarksFor` and needs no module. */
@Module({ controllers: [BenchmarksController] })
export class BenchmarksModule {}
