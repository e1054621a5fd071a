import { render } from "preact";
import { App } from "./app.tsx";
import { loadTypesetter, watchWidths } from "./math/katex.ts";
import { applyTheme } from "./state/theme.ts";
import { startChecking } from "./state/own-answer.ts";
import { isAnswered, start } from "./state/workbench.ts";
import "./style/index.css";

applyTheme();
start();
startChecking();
render(<App />, document.getElementById("page")!);
watchWidths();
// The first answer comes as text, before the typesetter is asked for.
const stopWaiting = isAnswered.subscribe((answered) => {
  if (answered) void loadTypesetter().then(() => stopWaiting());
});
