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

/** A way to read the parts of a node. */
interface Combination {
  /** How each part is read. */
  readonly parts: readonly Reading[];
  /** The readings of the open names, as characters, in the order of the table's names. */
  readonly chosen: string;
  readonly odd: number;
  readonly departures: number;
  /** Among equals: how unusual the kinds departed to are. */
  readonly strangeness: number;
  /** What was decided below. */
  readonly decided: Decided | undefined;
}

/** A way to read a node. */
interface Row extends Omit<Combination, "parts"> {
  readonly reading: Reading;
}

/** Names that are not open any more, each with its reading; those of several parts as a tree. */
interface Decided {
  readonly names: readonly string[];
  /** As characters. */
  readonly chosen: string;
  readonly before: readonly (Decided | undefined)[];
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
  const slots = new Map<Expression, number>();
  for (const [slot, node] of order.entries()) slots.set(node, slot);
  const parts = order.map((node) => children(node).map((part) => slots.get(part)!));
  const totals = countOccurrences(order, parts, fixed);
  const ranksInUse = entryRanks(order);
  /** By slot; forgotten once all wholes have used them. */
  const tables: (Table | undefined)[] = [];
  const uses = new Int32Array(order.length);
  for (const own of parts) for (const part of own) uses[part]!++;
  const ofNames = new Map<string, ClosedTable>();
  let incomplete = false;
  for (const [slot, node] of order.entries()) {
    const own = parts[slot]!.map((part) => tables[part]!);
    const known = node.kind === "name" ? ofNames.get(node.name) : undefined;
    const table = known ?? tabulate(node, own, totals, fixed, ranksInUse, banned);
    if (node.kind === "name") ofNames.set(node.name, table);
    if (table.rows.length === 0) {
      const ranks = readOff(own);
      return { ranks, odd: Infinity, departures: Infinity, stuckAt: node, incomplete };
    }
    incomplete ||= table.cut;
    tables.push(table);
    for (const part of parts[slot]!) if (--uses[part]! === 0) tables[part] = undefined;
  }
  const best = tables.at(-1)!;
  const { odd, departures } = best.rows[0]!;
  return { ranks: readOff([best]), odd, departures, incomplete };
}

/** How often each open name occurs below the root, along all paths of the DAG. */
function countOccurrences(
  order: readonly Expression[],
  parts: readonly (readonly number[])[],
  fixed: Fixed,
): ReadonlyMap<string, number> {
  const paths = new Float64Array(order.length);
  paths[order.length - 1] = 1;
  const totals = new Map<string, number>();
  for (let at = order.length - 1; at >= 0; at--) {
    const node = order[at]!;
    const count = paths[at]!;
    if (node.kind === "name" && !fixed(node.name)) {
      totals.set(node.name, ((totals.get(node.name) ?? 0) + count) % PRIME);
    }
    for (const part of parts[at]!) paths[part] = (paths[part]! + count) % PRIME;
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
    return { reading, chosen, odd: 0, departures, strangeness, decided: undefined };
  });
}

type ClosedTable = Table & { readonly cut: boolean };

function tabulate(
  node: Expression,
  parts: readonly Table[],
  totals: ReadonlyMap<string, number>,
  fixed: Fixed,
  ranksInUse: ReadonlyMap<string, number>,
  banned: Bans,
): ClosedTable {
  if (node.kind === "name") {
    const readings = fixed(node.name);
    if (readings) {
      const rows = readings.map((reading) => given(reading));
      return { open: [], occurrences: [], touched: false, rows, cut: false };
    }
    const rows = leafRows(node.name, ranksInUse.get(node.name), banned.get(node.name));
    return closed([node.name], [1], true, rows, totals);
  }
  const { open, occurrences, combinations, cut } = join(parts);
  const context = {
    open: parts.map((part) => part.touched),
    isOpenName: (e: Expression) => e.kind === "name" && !fixed(e.name),
  };
  const rows: Row[] = [];
  for (const combination of combinations) {
    const outcome = readingOf(node, combination.parts, context);
    if (!outcome) continue;
    const { chosen, odd, departures, strangeness, decided } = combination;
    const { reading } = outcome;
    rows.push({ reading, chosen, odd: odd + outcome.odd, departures, strangeness, decided });
  }
  const table = closed(open, occurrences, context.open.includes(true), rows, totals);
  return cut ? { ...table, cut } : table;
}

function given(reading: Reading): Row {
  return {
    reading: isScalarReading(reading) ? GIVEN_SCALAR : reading,
    chosen: "",
    odd: 0,
    departures: 0,
    strangeness: 0,
    decided: undefined,
  };
}

interface Joined {
  readonly open: readonly string[];
  readonly occurrences: readonly number[];
  readonly combinations: readonly Combination[];
  readonly cut: boolean;
}

const NOTHING: Combination = {
  parts: [],
  chosen: "",
  odd: 0,
  departures: 0,
  strangeness: 0,
  decided: undefined,
};

/** All combinations of rows of the parts that agree on the names they share. */
function join(parts: readonly Table[]): Joined {
  const [first, ...others] = parts;
  if (!first) return { open: [], occurrences: [], combinations: [NOTHING], cut: false };
  let { open, occurrences } = first;
  let combinations: readonly Combination[] = first.rows.map(
    ({ reading, chosen, odd, departures, strangeness, decided }) => ({
      parts: [reading],
      chosen,
      odd,
      departures,
      strangeness,
      decided,
    }),
  );
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
    const isWithin = sharedThere.length === part.open.length;
    const union = isWithin ? open : [...new Set([...open, ...part.open])].sort();
    const sources = isWithin
      ? undefined
      : union.map((name) => [open.indexOf(name), part.open.indexOf(name)] as const);
    const next: Combination[] = [];
    for (const row of combinations) {
      for (const other of buckets.get(pick(row.chosen, sharedHere)) ?? []) {
        if (next.length >= 64 * ROOM) {
          cut = true;
          break;
        }
        next.push({
          parts: [...row.parts, other.reading],
          chosen: sources ? merged(row.chosen, other.chosen, sources) : row.chosen,
          odd: row.odd + other.odd,
          departures: row.departures + other.departures,
          strangeness: row.strangeness + other.strangeness,
          decided: bothOf(row.decided, other.decided),
        });
      }
    }
    const [before, own, names] = [occurrences, part.occurrences, open];
    occurrences = union.map((name) => {
      const [here, there] = [names.indexOf(name), part.open.indexOf(name)];
      return ((before[here] ?? 0) + (own[there] ?? 0)) % PRIME;
    });
    open = union;
    combinations = next;
  }
  return { open, occurrences, combinations, cut };
}

function merged(
  here: string,
  there: string,
  sources: readonly (readonly [here: number, there: number])[],
): string {
  let all = "";
  for (const [at, other] of sources) all += at >= 0 ? here[at]! : there[other]!;
  return all;
}

function bothOf(a: Decided | undefined, b: Decided | undefined): Decided | undefined {
  return a && b ? { names: [], chosen: "", before: [a, b] } : (a ?? b);
}

function positions(names: readonly string[], wanted: readonly string[]): number[] {
  const result: number[] = [];
  names.forEach((name, at) => {
    if (wanted.includes(name)) result.push(at);
  });
  return result;
}

/** The characters at some places, which rise. */
function pick(chosen: string, at: readonly number[]): string {
  if (at.length === chosen.length) return chosen;
  let picked = "";
  for (const k of at) picked += chosen[k]!;
  return picked;
}

/** Decides the names that occur nowhere else, keeps the cheapest row for each way to read the rest. */
function closed(
  open: readonly string[],
  occurrences: readonly number[],
  touched: boolean,
  given: readonly Row[],
  totals: ReadonlyMap<string, number>,
): ClosedTable {
  const kept: number[] = [];
  const settled: number[] = [];
  for (const [at, name] of open.entries()) {
    (occurrences[at] === totals.get(name) ? settled : kept).push(at);
  }
  const names = settled.map((at) => open[at]!);
  const best = new Map<string, Row>();
  for (const row of given) {
    const chosen = pick(row.chosen, kept);
    const key = String.fromCharCode(FIRST_CHARACTER + row.reading) + chosen;
    const known = best.get(key);
    if (!known || compareRows(row, known) < 0) best.set(key, row);
  }
  const cheapest = [...best.values()].sort(compareRows);
  const cut = cheapest.length > ROOM;
  const rows = cut ? cheapest.slice(0, ROOM) : cheapest;
  if (names.length === 0) return { open, occurrences, touched, rows, cut };
  return {
    open: kept.map((at) => open[at]!),
    occurrences: kept.map((at) => occurrences[at]!),
    touched,
    rows: rows.map((row) => {
      const decided = { names, chosen: pick(row.chosen, settled), before: [row.decided] };
      return { ...row, chosen: pick(row.chosen, kept), decided };
    }),
    cut,
  };
}

function compareRows(a: Row, b: Row): number {
  return a.odd - b.odd || a.departures - b.departures || a.strangeness - b.strangeness;
}

/** The choices behind the best rows of some tables; where two disagree, the first counts. */
function readOff(tables: readonly Table[]): Map<string, number> {
  const ranks = new Map<string, number>();
  const seen = new Set<Decided>();
  const note = (names: readonly string[], chosen: string): void => {
    for (const [at, name] of names.entries()) {
      const reading = chosen.charCodeAt(at) - FIRST_CHARACTER;
      if (!ranks.has(name)) ranks.set(name, rankOf(reading));
    }
  };
  for (const { open, rows } of tables) {
    const [row] = rows;
    if (!row) continue;
    note(open, row.chosen);
    const stack = [row.decided];
    while (stack.length > 0) {
      const decided = stack.pop();
      if (!decided || seen.has(decided)) continue;
      seen.add(decided);
      note(decided.names, decided.chosen);
      stack.push(...decided.before);
    }
  }
  return ranks;
}
