import { type DynamicModule, Module } from '@nestjs/common';
import { SIGN_IN, type SignIn } from './sign-in.js';
import { SignInController } from './sign-in.controller.js';
import { WhoAmIController } from './who-am-i.controller.js';

/** The pages by which people sign in and out. Its middleware is put in by whoever makes the application. */
@Module({})
export class SignInModule {
  static register(signIn: SignIn): DynamicModule {
    return {
      module: SignInModule,
      controllers: [SignInController, WhoAmIController],
      providers: [{ provide: SIGN_IN, useValue: signIn }],
    };
  }
}
