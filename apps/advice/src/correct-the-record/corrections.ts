import { correctionSteps } from '@ehc/recording';
import { adviceStream } from '../streams/advice-stream.js';

/** The steps by which what is recorded of a request for advice is put right. */
export const corrections = correctionSteps(adviceStream);
