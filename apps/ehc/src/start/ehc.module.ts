import { AdviceModule } from '@ehc/advice';
import { CaseworkModule, CaseworkViewsModule } from '@ehc/casework';
import { AccessModule, ReadsModule, type SignIn, SignInModule } from '@ehc/identity';
import { ClockModule, HealthModule, type Logger, LoggerModule } from '@ehc/platform';
import type { ProjectionOperations } from '@ehc/projections';
import { TimelinessModule } from '@ehc/timeliness';
import { type DynamicModule, Module } from '@nestjs/common';
import type { RequestInstallation } from './for-requests.js';
import { InfrastructureModule } from './infrastructure.module.js';

/** Every app in one process. */
@Module({})
export class EhcModule {
  static of(
    installation: RequestInstallation,
    readModels: ProjectionOperations,
    logger: Logger,
    signIn: SignIn,
  ): DynamicModule {
    const infrastructure = InfrastructureModule.of(installation, readModels);
    return {
      module: EhcModule,
      imports: [
        LoggerModule.forRoot(logger),
        ClockModule.forRoot(),
        HealthModule,
        SignInModule.register(signIn),
        // Before whatever takes something out of an answer: recorded is what goes out.
        ReadsModule.register({ infrastructure, recorder: installation.reads }),
        AccessModule.register({ infrastructure }),
        CaseworkModule.register({ infrastructure }),
        CaseworkViewsModule.register({ infrastructure }),
        AdviceModule.register({ infrastructure }),
        TimelinessModule.register({ infrastructure }),
      ],
    };
  }
}
