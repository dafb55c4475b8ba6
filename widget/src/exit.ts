// Leaves at once: by the link, or Shift pressed three times. GOV.UK's component, with our forgetting.
import { ExitThisPage } from "../govuk/exit-this-page.mjs";
import { KEY } from "./kept";
import type { Call } from "./server";
import type { Word } from "./words";

/** Make the link in `root` leave the page, after forgetting every chat of this tab. */
export function exit(root: HTMLElement, word: () => Word, call: Call): void {
  const leave = new ExitThisPage(root, {
    i18n: {
      get activated() { return word()("exit_now"); },
      get timedOut() { return word()("exit_off"); },
      get pressTwoMoreTimes() { return word()("exit_two"); },
      get pressOneMoreTime() { return word()("exit_one"); },
    },
  });
  leave.exitPage = () => {
    forget(call);
    document.title = "…";
    document.documentElement.classList.add("rsb-gone");
    document.body.append(Object.assign(document.createElement("p"), {
      className: "rsb-overlay", role: "alert", textContent: word()("exit_now"),
    }));
    const { href } = root.querySelector("a")!;
    try {
      window.top!.location.replace(href); // also out of a frame, and never back here
    } catch {
      location.replace(href);
    }
  };
}

function forget(call: Call): void {
  try {
    for (const key of Object.keys(sessionStorage).filter((each) => each.startsWith(KEY))) {
      const { token } = JSON.parse(sessionStorage.getItem(key)!);
      sessionStorage.removeItem(key);
      if (token) call("DELETE", "/api/sessions", token, undefined, true).catch(() => {});
    }
  } catch { /* storage is blocked: nothing of ours is in it */ }
}

// Back after leaving must not show the chat again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && document.documentElement.classList.contains("rsb-gone")) location.reload();
});
