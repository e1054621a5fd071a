import { expect, test } from "vitest";
import { nearestName } from "../../src/text/nearest.ts";

const KNOWN = ["exp", "tanh", "tan", "sigmoid", "softmax", "logsumexp", "tr", "trace", "det"];

test.each([
  ["sigmiod", "sigmoid"],
  ["sofmax", "softmax"],
  ["logsumexpp", "logsumexp"],
  ["Exp", "exp"],
  ["TR", undefined],
  ["Tr", "tr"],
  ["trc", "tr"],
  ["tnah", "tanh"],
  ["banana", undefined],
  ["q", undefined],
  ["g", undefined],
])("%s", (word, expected) => {
  expect(nearestName(word, KNOWN)).toBe(expected);
});

test("the nearest of several is taken", () => {
  expect(nearestName("tanhh", ["tan", "tanh", "sinh"])).toBe("tanh");
});
