/** The name that the function goes by: f, or a letter that the user has not taken. */
export function functionName(taken: readonly string[]): string {
  return ["f", "L", "y", "F"].find((name) => !taken.includes(name)) ?? "f0";
}
