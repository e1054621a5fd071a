import { expect, test } from "vitest";
import {
  canonicalName,
  greekLetterNamed,
  isGreekLetter,
  nameOfGreekLetter,
} from "../../src/text/greek.ts";

test("letters and names are one", () => {
  expect(canonicalName("μ_1")).toBe("mu_1");
  expect(canonicalName("ΔX")).toBe("DeltaX");
  expect("αωΑΩΣσς".split("").map(canonicalName)).toEqual([
    "alpha",
    "omega",
    "Alpha",
    "Omega",
    "Sigma",
    "sigma",
    "sigma",
  ]);
  expect(canonicalName("x1")).toBe("x1");
});

test("every letter has a name that leads back to it", () => {
  for (let code = 0x391; code <= 0x3c9; code++) {
    const letter = String.fromCharCode(code);
    const name = nameOfGreekLetter(letter);
    if (name === undefined || letter === "ς") continue;
    expect(name.toLowerCase()).toBe(nameOfGreekLetter(letter.toLowerCase()));
    expect(greekLetterNamed(name)).toBe(letter);
  }
  expect(nameOfGreekLetter("ρ")).toBe("rho");
  expect(nameOfGreekLetter("τ")).toBe("tau");
  expect(isGreekLetter("x")).toBe(false);
  expect(greekLetterNamed("constructor")).toBeUndefined();
});
