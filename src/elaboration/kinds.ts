import { children, type Expression } from "../syntax/expression.ts";
import { kindByLetter, type NameKind } from "./letters.ts";
import {
  arrayReading,
  BARE_SCALAR,
  GIVEN_SCALAR,
  isScalarReading,
  type Reading,
  rankOf,
  readingOf,
} from "./reading.ts";

/** What a name may stand for: the readings, each with the number of axes that it means. */
export type Fixed = (name: string) => readonly Reading[] | undefined;

/** The number of axes of each name whose kind was chosen. */
export type Ranks = ReadonlyMap<string, number>;

/** Numbers of axes that a name must not have. */
export type Bans = ReadonlyMap<string, ReadonlySet<number>>;

export interface Choice {
  readonly ranks: Ranks;
  readonly odd: number;
  readonly departures: number;
  /** The first place where no choice fits, if there is one; `ranks` then is the best up to there. */
  readonly stuckAt?: Expression;
  /** Whether combinations had to be left out for want of room. */
  readonly incomplete: boolean;
}

/** Rows kept in a table; beyond, the dearest are left out. */
const ROOM = 1024;

interface Row {
  readonly reading: Reading;
  /** The readings of the open names, as characters, in the order of the table's names. */
  readonly chosen: string;
  readonly odd: number;
  readonly departures: number;
  /** Among equals: how unusual the kinds departed to are. */
  readonly strangeness: number;
  readonly parts: readonly Row[];
  /** For a leaf: the name that is read so. */
  readonly name?: string;
}

interface Table {
  /** Names below that also occur elsewhere, sorted. */
  readonly open: readonly string[];
  /** How often each of them occurs below, along all paths (modulo a prime). */
  readonly occurrences: readonly number[];
  /** Whether any name whose kind is being chosen occurs below, decided or not. */
  readonly touched: boolean;
  readonly rows: readonly Row[];
}

const PRIME = 2147483629;
const FIRST_CHARACTER = 48;

/**
 * Chooses scalar, vector, matrix for each undeclared name: the assignment that fits with the fewest
 * odd readings, then the fewest departures from the default letters. Dynamic programming along the
 * expression: each part has a table of the ways to read it, by the choices for the names that also
 * occur elsewhere; a name that occurs nowhere else is decided at once. Linear in the length of the
 * expression where few names recur across it.
 */
export function chooseKinds(
  order: readonly Expression[],
  fixed: Fixed,
  banned: Bans = new Map(),
): Choice {
  const totals = countOccurrences(order, fixed);
  const ranksInUse = entryRanks(order);
  const tables = new Map<Expression, Table>();
  const ofNames = new Map<string, Table & { cut: boolean }>();
  let incomplete = false;
  for (const node of order) {
    const known = node.kind === "name" ? ofNames.get(node.name) : undefined;
    const table = known ?? tabulate(node, tables, totals, fixed, ranksInUse, banned);
    if (node.kind === "name") ofNames.set(node.name, table);
    if (table.rows.length === 0) {
      const ranks = bestSoFar(node, tables);
      return { ranks, odd: Infinity, departures: Infinity, stuckAt: node, incomplete };
    }
    incomplete ||= table.cut;
    tables.set(node, table);
  }
  const best = tables.get(order.at(-1)!)!.rows[0]!;
  const { odd, departures } = best;
  return { ranks: readOff([best]), odd, departures, incomplete };
}

/** How often each open name occurs below the root, along all paths of the DAG. */
function countOccurrences(order: readonly Expression[], fixed: Fixed): ReadonlyMap<string, number> {
  const paths = new Map<Expression, number>([[order.at(-1)!, 1]]);
  const totals = new Map<string, number>();
  for (let at = order.length - 1; at >= 0; at--) {
    const node = order[at]!;
    const count = paths.get(node)!;
    if (node.kind === "name" && !fixed(node.name)) {
      totals.set(node.name, ((totals.get(node.name) ?? 0) + count) % PRIME);
    }
    for (const part of children(node)) paths.set(part, ((paths.get(part) ?? 0) + count) % PRIME);
  }
  return totals;
}

/** Numbers of indices that stand behind a name, three and more: `T[i,j,k]`. */
function entryRanks(order: readonly Expression[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const node of order) {
    if (node.kind !== "entry" || node.operand.kind !== "name") continue;
    if (node.indices.length > 2) ranks.set(node.operand.name, node.indices.length);
  }
  return ranks;
}

/**
 * What it costs to read a name against its letter. A capital is nearly always a matrix, and small
 * letters hardly ever are: rather two vectors named a and b than a scalar named A.
 */
const DEPARTURES: Readonly<Record<NameKind, readonly (readonly [rank: number, cost: number])[]>> = {
  scalar: [
    [0, 0],
    [1, 1],
    [2, 2],
  ],
  vector: [
    [1, 0],
    [0, 1],
    [2, 2],
  ],
  matrix: [
    [2, 0],
    [1, 3],
    [0, 3],
  ],
};

function leafRows(
  name: string,
  tensorRank: number | undefined,
  banned: ReadonlySet<number> | undefined,
): Row[] {
  const ranks: (readonly [rank: number, cost: number])[] = [...DEPARTURES[kindByLetter(name)]];
  if (tensorRank !== undefined) ranks.push([tensorRank, 3]);
  const allowed = ranks.filter(([rank]) => !banned?.has(rank));
  return allowed.map(([rank, departures], strangeness) => {
    const reading = rank === 0 ? BARE_SCALAR : arrayReading(rank);
    const chosen = String.fromCharCode(FIRST_CHARACTER + reading);
    return { reading, chosen, odd: 0, departures, strangeness, parts: [], name };
  });
}

function tabulate(
  node: Expression,
  tables: ReadonlyMap<Expression, Table>,
  totals: ReadonlyMap<string, number>,
  fixed: Fixed,
  ranksInUse: ReadonlyMap<string, number>,
  banned: Bans,
): Table & { cut: boolean } {
  if (node.kind === "name") {
    const readings = fixed(node.name);
    if (readings) {
      const rows = readings.map((reading) => given(reading));
      return { open: [], occurrences: [], touched: false, rows, cut: false };
    }
    const table: Table = {
      open: [node.name],
      occurrences: [1],
      touched: true,
      rows: leafRows(node.name, ranksInUse.get(node.name), banned.get(node.name)),
    };
    return closed(table, totals);
  }
  const parts = children(node).map((part) => tables.get(part)!);
  const joined = join(parts);
  const context = {
    open: parts.map((part) => part.touched),
    isOpenName: (e: Expression) => e.kind === "name" && !fixed(e.name),
  };
  const rows: Row[] = [];
  for (const combination of joined.rows) {
    const outcome = readingOf(
      node,
      combination.parts.map((part) => part.reading),
      context,
    );
    if (!outcome) continue;
    rows.push({ ...combination, reading: outcome.reading, odd: combination.odd + outcome.odd });
  }
  const table = closed({ ...joined, rows }, totals);
  return { ...table, cut: table.cut || joined.cut };
}

function given(reading: Reading): Row {
  return {
    reading: isScalarReading(reading) ? GIVEN_SCALAR : reading,
    chosen: "",
    odd: 0,
    departures: 0,
    strangeness: 0,
    parts: [],
  };
}

/** All combinations of rows of the parts that agree on the names they share. */
function join(parts: readonly Table[]): Table & { cut: boolean } {
  const [first, ...others] = parts;
  let open = first?.open ?? [];
  let occurrences = first?.occurrences ?? [];
  let rows: readonly Row[] = first
    ? first.rows.map((row) => ({
        reading: GIVEN_SCALAR,
        chosen: row.chosen,
        odd: row.odd,
        departures: row.departures,
        strangeness: row.strangeness,
        parts: [row],
      }))
    : [given(GIVEN_SCALAR)];
  let cut = false;
  for (const part of others) {
    const sharedHere = positions(open, part.open);
    const sharedThere = positions(part.open, open);
    const buckets = new Map<string, Row[]>();
    for (const row of part.rows) {
      const key = pick(row.chosen, sharedThere);
      const bucket = buckets.get(key);
      if (bucket) bucket.push(row);
      else buckets.set(key, [row]);
    }
    const union = [...new Set([...open, ...part.open])].sort();
    const sources = union.map((name) => [open.indexOf(name), part.open.indexOf(name)] as const);
    const next: Row[] = [];
    for (const row of rows) {
      for (const other of buckets.get(pick(row.chosen, sharedHere)) ?? []) {
        if (next.length >= 64 * ROOM) {
          cut = true;
          break;
        }
        next.push({
          reading: GIVEN_SCALAR,
          chosen: sources
            .map(([here, there]) => (here >= 0 ? row.chosen[here]! : other.chosen[there]!))
            .join(""),
          odd: row.odd + other.odd,
          departures: row.departures + other.departures,
          strangeness: row.strangeness + other.strangeness,
          parts: [...row.parts, other],
        });
      }
    }
    const [before, own] = [occurrences, part.occurrences];
    occurrences = sources.map(([here, there]) => ((before[here] ?? 0) + (own[there] ?? 0)) % PRIME);
    open = union;
    rows = next;
  }
  const touched = parts.some((part) => part.touched);
  return { open, occurrences, touched, rows, cut };
}

function positions(names: readonly string[], wanted: readonly string[]): number[] {
  const result: number[] = [];
  names.forEach((name, at) => {
    if (wanted.includes(name)) result.push(at);
  });
  return result;
}

function pick(chosen: string, at: readonly number[]): string {
  return at.map((k) => chosen[k]!).join("");
}

/** Decides the names that occur nowhere else, keeps the cheapest row for each way to read the rest. */
function closed(table: Table, totals: ReadonlyMap<string, number>): Table & { cut: boolean } {
  const kept: number[] = [];
  table.open.forEach((name, at) => {
    if (table.occurrences[at] !== totals.get(name)) kept.push(at);
  });
  const keepsAll = kept.length === table.open.length;
  const best = new Map<string, Row>();
  for (const row of table.rows) {
    const chosen = keepsAll ? row.chosen : pick(row.chosen, kept);
    const key = String.fromCharCode(FIRST_CHARACTER + row.reading) + chosen;
    const known = best.get(key);
    if (!known || compareRows(row, known) < 0) best.set(key, keepsAll ? row : { ...row, chosen });
  }
  const rows = [...best.values()].sort(compareRows);
  const cut = rows.length > ROOM;
  const roomy = cut ? rows.slice(0, ROOM) : rows;
  if (keepsAll) return { ...table, rows: roomy, cut };
  const open = kept.map((at) => table.open[at]!);
  const occurrences = kept.map((at) => table.occurrences[at]!);
  return { ...table, open, occurrences, rows: roomy, cut };
}

function compareRows(a: Row, b: Row): number {
  return a.odd - b.odd || a.departures - b.departures || a.strangeness - b.strangeness;
}

/** The choices behind some rows; where two disagree, the first counts. */
function readOff(rows: readonly Row[]): Map<string, number> {
  const ranks = new Map<string, number>();
  const seen = new Set<Row>();
  for (const start of rows) {
    const stack = [start];
    while (stack.length > 0) {
      const row = stack.pop()!;
      if (seen.has(row)) continue;
      seen.add(row);
      if (row.name !== undefined && !ranks.has(row.name)) {
        ranks.set(row.name, rankOf(row.reading));
      }
      stack.push(...row.parts);
    }
  }
  return ranks;
}

function bestSoFar(node: Expression, tables: ReadonlyMap<Expression, Table>): Ranks {
  return readOff(children(node).map((part) => tables.get(part)!.rows[0]!));
}
