// Leave at once: by the Exit link, or Shift pressed three times within five seconds.
// On its own, so that it works when the chat does not. Without scripts the link still leaves.
"use strict";
(() => {
  const exit = document.getElementById("exit");
  const presses = [];

  function leave() {
    let token = "";
    try {
      token = JSON.parse(sessionStorage.getItem("chat") || "{}").token || "";
      sessionStorage.clear();
    } catch { /* storage is blocked: nothing of ours is in it */ }
    document.title = "…";
    document.body.replaceChildren();
    document.documentElement.className = "left";
    if (token) {
      fetch("/api/sessions", {
        method: "DELETE", headers: { "X-Session-Token": token }, credentials: "omit", keepalive: true,
      }).catch(() => {});
    }
    location.replace(exit.href);
  }

  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") {
      presses.length = 0;
      return;
    }
    presses.push(event.timeStamp);
    if (presses.length > 3) presses.shift();
    if (presses.length === 3 && presses[2] - presses[0] < 5000) leave();
  });
  // Back after leaving must not show the chat again.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.documentElement.className === "left") location.reload();
  });
})();
