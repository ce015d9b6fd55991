import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

/** A field `limit` of a list's address: how many rows are answered, 100 where it does not say, 500 at most. */
export const PageLimit = (description?: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ default: 100, maximum: 500, ...(description && { description }) }),
    IsOptional(),
    Type(() => Number),
    IsInt({ message: 'limit must be a whole number' }),
    Min(1),
    Max(500),
  );

/** A field `offset` of a list's address: how many rows are passed over first. */
export const PageOffset = (description?: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ default: 0, ...(description && { description }) }),
    IsOptional(),
    Type(() => Number),
    IsInt({ message: 'offset must be a whole number' }),
    Min(0),
  );
