import { startChecking } from "../state/own-answer.ts";
import "../style/later.css";
import { Check } from "./check.tsx";
import { PicturesView } from "./pictures.tsx";
import { RulePage } from "./rule-page.tsx";
import { Steps } from "./steps.tsx";

/** What the page shows once the first answer stands: loaded after it, in one piece. */
export const laterParts = { startChecking, Check, PicturesView, RulePage, Steps };
