/** How far apart in the data two neighbours along an index letter are. */
export interface Stride {
  readonly letter: string;
  readonly step: number;
}

export function volume(sizes: readonly number[]): number {
  let product = 1;
  for (const size of sizes) product *= size;
  return product;
}

/** The steps of a dense array with these axes, last axis fastest; `block` is the step of the last. */
export function strides(
  letters: readonly string[],
  sizes: readonly number[],
  block = 1,
): readonly Stride[] {
  const result: Stride[] = [];
  let step = block;
  for (let k = letters.length - 1; k >= 0; k--) {
    result.push({ letter: letters[k]!, step });
    step *= sizes[k]!;
  }
  return result;
}

/**
 * Where in the data to look for every assignment of the letters (last letter fastest). A letter
 * that occurs in several strides moves along all of them: that is a diagonal. Strides of letters
 * that do not run stay at their first entry.
 */
export function offsets(
  letters: readonly string[],
  sizes: readonly number[],
  source: readonly Stride[],
  start = 0,
): Int32Array {
  const steps = letters.map((letter) =>
    source.reduce((total, stride) => (stride.letter === letter ? total + stride.step : total), 0),
  );
  const result = new Int32Array(volume(sizes));
  const position = letters.map(() => 0);
  let offset = start;
  for (let k = 0; k < result.length; k++) {
    result[k] = offset;
    for (let axis = letters.length - 1; axis >= 0; axis--) {
      position[axis]!++;
      offset += steps[axis]!;
      if (position[axis]! < sizes[axis]!) break;
      offset -= steps[axis]! * sizes[axis]!;
      position[axis] = 0;
    }
  }
  return result;
}
