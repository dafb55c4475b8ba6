// Builds what is seen. Only text nodes: nothing that anybody typed or sent is ever read as HTML.
const words = document.getElementById("chat").dataset;
const SAFE_LINK = /^(https:\/\/|tel:|sms:)/;

export function word(name, values = {}) {
  const key = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  return (words[key] || "").replace(/\$(\w+)/g, (_, value) => values[value] ?? "");
}

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child));
  return made;
}

// One bubble of the person. `retry` is called when they ask to send it again.
export function mine(item, retry) {
  const bubble = element("div", { className: "bubble mine", lang: item.lang },
    element("span", { className: "unseen", textContent: `${word("you")}: ` }),
    element("p", { textContent: item.text }));
  if (item.state === "failed") {
    const again = element("button", { textContent: word("retry") });
    again.addEventListener("click", () => retry(item));
    bubble.append(element("p", { className: "unsent" },
      element("span", { textContent: word("not-sent") }), again));
  }
  return bubble;
}

// One bubble of the program. `press` is called with the button that was chosen.
export function theirs(item, press) {
  const message = item.message;
  const [first, ...rest] = paragraphs(message.text);
  return element("div", { className: `bubble ${message.kind}`, lang: item.lang },
    element("span", { className: "unseen", textContent: `${word("bot")}: ` }),
    message.title && element("h2", { textContent: message.title }),
    first, message.kind === "crisis" && atOnce(message.lines), ...rest,
    lines(message.lines), sources(message), buttons(message.buttons, press));
}

// Each line is a paragraph; lines that begin with a bullet are one list.
function paragraphs(text) {
  const made = [];
  for (const line of text.split("\n").filter((each) => each.trim())) {
    const point = line.match(/^\s*•\s*(.*)/);
    if (!point) made.push(element("p", { textContent: line }));
    else if (made.at(-1)?.tagName === "UL") made.at(-1).append(element("li", { textContent: point[1] }));
    else made.push(element("ul", { className: "points" }, element("li", { textContent: point[1] })));
  }
  return made;
}

function link(href, text) {
  return SAFE_LINK.test(href) ? element("a", { className: "reach", href, textContent: text }) : "";
}

// The first number of a crisis card, and short ones of the next line, above the fold of a small
// phone: one tap, before more words.
function atOnce(given) {
  const near = given.slice(0, 2);
  const calls = near.filter((line, place) => line.tel && (!place || line.tel.length <= 10));
  const texting = near.find((line) => line.sms);
  const page = given.find((line) => line.chat);
  return element("p", { className: "at-once" },
    ...calls.flatMap((line) => [link(line.tel, `${word("call")} ${line.call}`), " "]),
    texting && link(texting.sms, `${word("text")} ${texting.text}`),
    !calls.length && page && link(page.chat, host(page.chat)));
}

const host = (address) => address.replace(/^https:\/\/(www\.)?/, "").replace(/\/.*/, "");

function lines(given) {
  if (!given.length) return "";
  return element("ul", { className: "lines" }, ...given.map((line) => element("li", {},
    element("strong", { textContent: line.name }), " ",
    link(line.tel, `${word("call")} ${line.call}`), " ",
    link(line.sms, `${word("text")} ${line.text}`), " ",
    link(line.chat, line.tel || line.sms ? word("chat") : host(line.chat)),
    element("small", { textContent: [line.hours, line.note].filter(Boolean).join(" · ") }))));
}

function sources(message) {
  if (!message.sources.length) return "";
  const items = message.sources.map((source) => element("li", {},
    SAFE_LINK.test(source.url)
      ? element("a", { href: source.url, rel: "noreferrer", textContent: source.title })
      : element("span", { textContent: source.title }),
    element("small", { textContent: source.publisher })));
  const pending = /pending/.test(message.reviewer || "");
  return element("details", { className: "sources" },
    element("summary", { textContent: word("sources") }),
    element("ul", {}, ...items),
    message.reviewed && element("p", {
      textContent: word(pending ? "unreviewed" : "reviewed", { date: message.reviewed }),
    }));
}

function buttons(given, press) {
  if (!given.length) return "";
  return element("ul", { className: "choices" }, ...given.map((choice) => {
    const button = element("button", { textContent: choice.title });
    button.addEventListener("click", () => press(choice));
    return element("li", {}, button);
  }));
}
