import type { Figure, Unit } from '../measures/index.js';

/** A set of figures that was published, without the figures. */
export interface PublishedSummary {
  /** Three-digit DfE code. */
  readonly authority: string;
  readonly id: string;
  readonly name: string;
  readonly note: string | null;
  /** Instant at which it was published. */
  readonly publishedAt: string;
  readonly publishedBy: { readonly actor: string; readonly role: string };
  readonly period: { readonly from: string; readonly to: string };
  readonly by?: string;
  /** The moment as at which it was counted, the position of the log and the versions that made it. */
  readonly asAt: string;
  readonly position: string;
  readonly versions: { readonly law: string; readonly settings: string; readonly definitions: string };
}

/** What publishing is answered with. */
export interface PublishedNowAnswer extends PublishedSummary {
  /** True where this command had been recorded before: nothing new was. */
  readonly repeated: boolean;
  readonly figures: readonly PublishedFigure[];
}

export interface PublishedFigure extends Figure {
  readonly measure: string;
  readonly version: number;
  readonly slices?: readonly (Figure & { readonly key: string })[];
}

/** One published set: as it was published, as the same question is answered today, and the difference. */
export interface PublishedAnswer extends PublishedSummary {
  /**
   * Whether counting again at its position gives exactly what was published. False is a fault of the service; null
   * where its definitions are of a newer version of the service.
   */
  readonly recountedExactly: boolean | null;
  /** As at when the same question was answered beside it. */
  readonly today: {
    readonly asAt: string;
    readonly position: string | null;
    readonly versions: PublishedSummary['versions'];
  };
  readonly figures: readonly PublishedBesideToday[];
}

interface BesideToday {
  readonly published: Figure;
  /** Null where the measure is no longer defined. */
  readonly today: Figure | null;
  readonly difference: Figure | null;
}

export interface PublishedBesideToday extends BesideToday {
  readonly measure: string;
  /** As today's definitions name it. */
  readonly label: string | null;
  readonly unit: Unit | null;
  readonly version: number;
  readonly slices?: readonly (BesideToday & { readonly key: string })[];
}
