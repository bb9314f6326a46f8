// A tree ensemble as JSON text. In: a model, or text from a file. Out: short text, or a checked model or the reason why not.
import { fail, ok, type Result } from '#lib/result.ts';
import { createTreeModel, type TreeModel } from './tree-model.ts';

/** Nine digits bring every float32 back exactly. */
function short(values: Float32Array): number[] {
  return Array.from(values, (value) => Number(value.toPrecision(9)));
}

/** The model as one line of JSON, exact to the bit. */
export function treeModelText(model: TreeModel): string {
  return JSON.stringify({
    format: 1,
    width: model.width,
    base: model.base,
    roots: [...model.roots],
    feature: [...model.feature],
    threshold: short(model.threshold),
    missingLeft: [...model.missingLeft],
    left: [...model.left],
    value: short(model.value),
    cover: short(model.cover),
  });
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'number');
}

function numbersOf(fields: ReadonlyMap<string, unknown>, name: string): number[] {
  const value = fields.get(name);
  if (!isNumbers(value)) throw new Error(`${name} is not a list of numbers`);
  return value;
}

function integersOf(fields: ReadonlyMap<string, unknown>, name: string): Int32Array {
  const values = numbersOf(fields, name);
  const array = Int32Array.from(values);
  if (values.some((value, i) => value !== array[i]))
    throw new Error(`${name}: not all are integers`);
  return array;
}

function numberOf(fields: ReadonlyMap<string, unknown>, name: string): number {
  const value = fields.get(name);
  if (typeof value !== 'number') throw new Error(`${name} is not a number`);
  return value;
}

/** Reads `treeModelText` back. Every length, index and number is checked; the error names the first that is wrong. */
export function parseTreeModel(text: string): Result<TreeModel> {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json !== 'object' || json === null) return fail('tree model: not an object');
    const fields = new Map<string, unknown>(Object.entries(json));
    if (fields.get('format') !== 1) return fail('tree model: format is not 1');
    return ok(
      createTreeModel({
        width: numberOf(fields, 'width'),
        base: numberOf(fields, 'base'),
        roots: integersOf(fields, 'roots'),
        feature: integersOf(fields, 'feature'),
        threshold: Float32Array.from(numbersOf(fields, 'threshold')),
        missingLeft: Uint8Array.from(integersOf(fields, 'missingLeft')),
        left: integersOf(fields, 'left'),
        value: Float32Array.from(numbersOf(fields, 'value')),
        cover: Float32Array.from(numbersOf(fields, 'cover')),
      }),
    );
  } catch (error) {
    return fail(`tree model: ${error instanceof Error ? error.message : String(error)}`);
  }
}
