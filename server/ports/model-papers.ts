// Port: reading what the model folders say of themselves, for people to look at.
import type { ModelPapers } from '#lib/wire/models-http.ts';

export interface ModelPapersSource {
  /** One entry a folder, shipped ones first; a folder that cannot be read says why. Never throws. */
  list(): readonly ModelPapers[];
}
