import { type Question, question } from "./state/question.ts";

export interface Example {
  readonly title: string;
  readonly asked: Question;
}

/** The examples of the page, from the first exercise of a course to what a paper needs. */
export const EXAMPLES: readonly Example[] = [
  { title: "Bilinear form", asked: question("y'*A*x", { wrt: "x" }) },
  { title: "Linear layer", asked: question("W*x", { wrt: "x" }) },
  { title: "Quadratic form", asked: question("x'*A*x", { wrt: "x" }) },
  { title: "Least squares", asked: question("norm2(A*x - b)^2", { wrt: "x" }) },
  { title: "Its Hessian", asked: question("norm2(A*x - b)^2", { wrt: "x", order: 2 }) },
  {
    title: "Logistic regression",
    asked: question("sum(log(exp(-y.*(X*w)) + vector(1)))", { wrt: "w" }),
  },
  {
    title: "Softmax cross-entropy",
    asked: question("-t'*log(softmax(W*x))", { wrt: "W" }),
  },
  {
    title: "Two-layer network",
    asked: question("norm2(V*tanh(W*x + b) - t)^2", { wrt: "W" }),
  },
  {
    title: "Attention of one query",
    asked: question("t'*V'*softmax(K*q)", { wrt: "q" }),
  },
  { title: "Trace of a product", asked: question("tr(X'*A*X*B)", { wrt: "X" }) },
  { title: "Log-determinant", asked: question("logdet(X)", { wrt: "X" }) },
  { title: "Inverse", asked: question("a'*inv(X)*b", { wrt: "X" }) },
  {
    title: "Gaussian log-likelihood",
    asked: question("-logdet(S)/2 - (x - m)'*inv(S)*(x - m)/2", { wrt: "S" }),
  },
  { title: "Matrix product by a factor", asked: question("A*X*B", { wrt: "X", form: "kron" }) },
];
