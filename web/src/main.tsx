import { render } from "preact";
import { App } from "./app.tsx";
import { loadTypesetter, watchWidths } from "./math/katex.ts";
import { applyTheme } from "./state/theme.ts";
import { loadLater } from "./state/later.ts";
import { isAnswered, start } from "./state/workbench.ts";
import "./style/index.css";

applyTheme();
start();
render(<App />, document.getElementById("page")!);
watchWidths();
// The first answer comes as text, before the typesetter and the steps are asked for.
const stopWaiting = isAnswered.subscribe((answered) => {
  if (answered) void Promise.all([loadTypesetter(), loadLater()]).then(() => stopWaiting());
});
