// The matrix product that training spends its time in. In: row-major float64 blocks. Out: sums added in place.
// Tiles of 4 × 2 sums stay in registers: six loads for eight multiply-adds and no store inside the loop.

/** into[rows × columns] += left · right, summed over `depth`. Offsets are in elements; blocks are contiguous. */
export interface Product {
  readonly into: Float64Array;
  readonly intoAt: number;
  readonly left: Float64Array;
  readonly leftAt: number;
  readonly right: Float64Array;
  readonly rightAt: number;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** Distance in elements to the next row of the result (`Row`) and to the next term of the sum (`Term`). */
interface Strides {
  readonly leftRow: number;
  readonly leftTerm: number;
  readonly rightRow: number;
  readonly rightTerm: number;
}

/** into += left [rows × depth] · right [columns × depth]ᵀ. */
export function addTimesTransposed(product: Product): void {
  const { depth } = product;
  addProduct(product, { leftRow: depth, leftTerm: 1, rightRow: depth, rightTerm: 1 });
}

/** into += left [depth × rows]ᵀ · right [depth × columns]. */
export function addTransposedTimes(product: Product): void {
  const { rows, columns } = product;
  addProduct(product, { leftRow: 1, leftTerm: rows, rightRow: 1, rightTerm: columns });
}

function addProduct(product: Product, strides: Strides): void {
  const { rows, columns } = product;
  const wholeRows = rows - (rows % 4);
  const wholeColumns = columns - (columns % 2);
  for (let i = 0; i < wholeRows; i += 4)
    for (let j = 0; j < wholeColumns; j += 2) addTile(product, strides, i * columns + j);
  for (let i = 0; i < rows; i++)
    for (let j = i < wholeRows ? wholeColumns : 0; j < columns; j++)
      addOne(product, strides, i * columns + j);
}

/** The 4 × 2 tile whose first element is element `first` of the result. */
function addTile(product: Product, strides: Strides, first: number): void {
  const { into, left, right, columns, depth } = product;
  const { leftRow, leftTerm, rightRow, rightTerm } = strides;
  const column = first % columns;
  let a = product.leftAt + ((first - column) / columns) * leftRow;
  let b = product.rightAt + column * rightRow;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  let s20 = 0;
  let s21 = 0;
  let s30 = 0;
  let s31 = 0;
  for (let k = 0; k < depth; k++) {
    const y0 = right[b] ?? 0;
    const y1 = right[b + rightRow] ?? 0;
    const x0 = left[a] ?? 0;
    s00 += x0 * y0;
    s01 += x0 * y1;
    const x1 = left[a + leftRow] ?? 0;
    s10 += x1 * y0;
    s11 += x1 * y1;
    const x2 = left[a + 2 * leftRow] ?? 0;
    s20 += x2 * y0;
    s21 += x2 * y1;
    const x3 = left[a + 3 * leftRow] ?? 0;
    s30 += x3 * y0;
    s31 += x3 * y1;
    a += leftTerm;
    b += rightTerm;
  }
  let at = product.intoAt + first;
  addPair(into, at, s00, s01);
  at += columns;
  addPair(into, at, s10, s11);
  at += columns;
  addPair(into, at, s20, s21);
  at += columns;
  addPair(into, at, s30, s31);
}

function addPair(into: Float64Array, at: number, ...sums: readonly [number, number]): void {
  into[at] = (into[at] ?? 0) + sums[0];
  into[at + 1] = (into[at + 1] ?? 0) + sums[1];
}

/** One element outside every whole tile. */
function addOne(product: Product, strides: Strides, element: number): void {
  const { into, left, right, columns, depth } = product;
  const column = element % columns;
  let a = product.leftAt + ((element - column) / columns) * strides.leftRow;
  let b = product.rightAt + column * strides.rightRow;
  let sum = 0;
  for (let k = 0; k < depth; k++) {
    sum += (left[a] ?? 0) * (right[b] ?? 0);
    a += strides.leftTerm;
    b += strides.rightTerm;
  }
  const at = product.intoAt + element;
  into[at] = (into[at] ?? 0) + sum;
}
