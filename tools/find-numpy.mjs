import { spawnSync } from "node:child_process";

/** A Python of one's own may lack what Debian's has. */
const PLACES = ["python3", "/usr/bin/python3"];

/** The Python that has NumPy. */
export function findNumpy() {
  const found = PLACES.find(
    (place) => spawnSync(place, ["-c", "import numpy"], { stdio: "ignore" }).status === 0,
  );
  if (found === undefined) throw new Error("no NumPy: apt-get install python3-numpy");
  return found;
}
