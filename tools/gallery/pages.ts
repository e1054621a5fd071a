import type { DerivativeProblem } from "../../src/index.ts";

/** What the gallery shows: one page a function, by one variable or several. */
export interface GalleryPage {
  /** Without `.md`. */
  readonly file: string;
  readonly title: string;
  /** A sentence or two: where one meets it, and what to look at. */
  readonly about: string;
  readonly problems: readonly DerivativeProblem[];
}

export const PAGES: readonly GalleryPage[] = [
  {
    file: "matrix-vector-by-vector",
    title: "A matrix times a vector, by the vector",
    about:
      "The linear layer. One delta, one sum, and the Jacobian is the matrix itself: no transpose.",
    problems: [{ expr: "W*x", wrt: "x" }],
  },
  {
    file: "matrix-vector-by-matrix",
    title: "A matrix times a vector, by the matrix",
    about:
      "Three letters are free, more than a matrix has: the entry is the answer, or the vec form.",
    problems: [
      { expr: "W*x", wrt: "W" },
      { expr: "W*x", wrt: "W", form: "kron" },
    ],
  },
  {
    file: "affine-matrix-times-vector",
    title: "A compound matrix times a vector",
    about: "Nothing is expanded: what does not contain the variable is a matrix like any other.",
    problems: [{ expr: "(A*B + C)*v", wrt: "v" }],
  },
  {
    file: "linear-form",
    title: "A linear form",
    about: "The smallest gradient. As a column it is a, as the Jacobian a row.",
    problems: [{ expr: "a'*x", wrt: "x" }],
  },
  {
    file: "bilinear-form",
    title: "A bilinear form",
    about: "Which of the two vectors is it differentiated by? By each, the other one stays.",
    problems: [
      { expr: "y'*A*x", wrt: "x" },
      { expr: "y'*A*x", wrt: "y" },
    ],
  },
  {
    file: "quadratic-form",
    title: "A quadratic form",
    about: "The vector stands in two places. To forget one of them is the most common slip.",
    problems: [
      { expr: "x'*A*x", wrt: "x" },
      { expr: "x'*A*x", wrt: "x", order: 2 },
    ],
  },
  {
    file: "least-squares",
    title: "Least squares",
    about: "A chain through a named part: the residual.",
    problems: [{ expr: "norm2(A*x - b)^2", wrt: "x" }],
  },
  {
    file: "trace-of-a-product",
    title: "The trace of a product",
    about: "Four sums and no free letter; every delta ends two of them.",
    problems: [{ expr: "tr(X'*A*X*B)", wrt: "X" }],
  },
  {
    file: "log-determinant",
    title: "The logarithm of a determinant",
    about: "Jacobi's formula, divided by the determinant.",
    problems: [{ expr: "logdet(X)", wrt: "X" }],
  },
  {
    file: "determinant",
    title: "A determinant",
    about: "Jacobi's formula.",
    problems: [{ expr: "det(X)", wrt: "X" }],
  },
  {
    file: "inverse",
    title: "An inverse",
    about: "Four free letters: an entry, or a Kronecker product in vec form.",
    problems: [
      { expr: "inv(X)", wrt: "X" },
      { expr: "inv(X)", wrt: "X", form: "kron" },
    ],
  },
  {
    file: "form-of-an-inverse",
    title: "A bilinear form of an inverse",
    about: "The derivative of the inverse, met by a vector on each side.",
    problems: [{ expr: "a'*inv(X)*b", wrt: "X" }],
  },
  {
    file: "softmax-cross-entropy",
    title: "Softmax with cross-entropy",
    about: "The last layer of a classifier. Where the targets sum to one, sum(t) is 1.",
    problems: [{ expr: "-t'*log(softmax(W*x))", wrt: "W" }],
  },
  {
    file: "logistic-regression",
    title: "Logistic regression",
    about: "The negative log-likelihood of labels 0 and 1: its gradient, and its Hessian.",
    problems: [
      { expr: "sum(softplus(X*w)) - y'*X*w", wrt: "w" },
      { expr: "sum(softplus(X*w)) - y'*X*w", wrt: "w", order: 2 },
    ],
  },
  {
    file: "two-layer-network",
    title: "A network with two layers",
    about: "Back-propagation by hand: the error goes back through the transposed weights.",
    problems: [
      { expr: "norm2(W2*tanh(W1*x) - y)^2/2", wrt: "W1" },
      { expr: "norm2(W2*tanh(W1*x) - y)^2/2", wrt: "W2" },
    ],
  },
  {
    file: "attention",
    title: "Attention, by the queries",
    about: "Softmax acts on each row; G is what the loss sends back.",
    problems: [
      {
        expr: "tr(G'*softmax(Q*K')*V)",
        wrt: "Q",
        declare: ["Q: matrix(n,d)", "K: matrix(m,d)", "V: matrix(m,p)", "G: matrix(n,p)"],
      },
    ],
  },
  {
    file: "kronecker-product",
    title: "A Kronecker product",
    about: "Each side has an axis whose size is a product: no letter names it, and vec does.",
    problems: [{ expr: "kron(A, X)", wrt: "X" }],
  },
  {
    file: "norm",
    title: "A norm",
    about: "The direction of the vector. At 0 there is none.",
    problems: [{ expr: "norm2(x)", wrt: "x" }],
  },
  {
    file: "rayleigh-quotient",
    title: "The Rayleigh quotient",
    about: "Its gradient is zero where x is an eigenvector of the symmetric part of A.",
    problems: [{ expr: "x'*A*x/(x'*x)", wrt: "x" }],
  },
  {
    file: "gaussian-covariance",
    title: "The Gaussian log-likelihood, by the covariance",
    about: "Of one observation, without the constant. The entries of S count as independent.",
    problems: [
      {
        expr: "-logdet(S)/2 - (x - mu)'*inv(S)*(x - mu)/2",
        wrt: "S",
        declare: ["mu: vector(n)"],
      },
    ],
  },
];
