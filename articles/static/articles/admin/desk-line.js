// The line to the desk, for what pages tell it behind an editor's back. Every answer has a state:
//   done        `answer` is what the desk said
//   refused     the desk will not; `answer.sentence` says why, where it gave a reason
//   signed-out  nobody is signed in any more
//   cut         no answer came: the connection or the desk is away
// The document hears of each in an event "desk-line" whose detail is the state.

const TOKEN = "csrfmiddlewaretoken";

// `fields` is FormData or pairs of name and value; without them the page is only asked for.
export async function ask(url, fields, { keepalive = false } = {}) {
  const sent = fields && pairs(fields);
  let said = await once(url, sent, keepalive);
  // After a new sign-in the old token is worth nothing: a fresh one, and once more.
  if (said.state === "refused" && said.status === 403 && sent) {
    const there = await whoIsThere();
    said = there.state === "done" ? await once(url, sent, keepalive) : there;
  }
  document.dispatchEvent(new CustomEvent("desk-line", { detail: said.state }));
  return said;
}

// A fresh token in every form of the page; false where nobody is signed in, or somebody else is.
export async function renewToken() {
  return (await whoIsThere()).state === "done";
}

// "done" where whoever the page was made for is signed in, and its forms have a fresh token then;
// "signed-out" otherwise, with the name of `other` where somebody else is.
export async function whoIsThere() {
  const line = document.querySelector("[data-desk-line]")?.dataset;
  if (!line) return { state: "refused", answer: {} };
  const said = await once(line.deskLine);
  if (said.state !== "done") return said;
  if (String(said.answer.user) !== line.user) return { state: "signed-out", other: said.answer.name };
  for (const input of document.querySelectorAll(`input[name=${TOKEN}]`)) input.value = said.answer.token;
  return said;
}

async function once(url, sent, keepalive) {
  const headers = { Accept: "application/json" };
  const options = { headers, redirect: "manual", credentials: "same-origin", keepalive };
  if (sent) {
    sent.set(TOKEN, document.querySelector(`input[name=${TOKEN}]`)?.value ?? "");
    Object.assign(options, { method: "POST", body: sent });
  }
  try {
    const response = await fetch(url, options);
    // The desk leads to its door whoever is not signed in.
    if (response.type === "opaqueredirect" || response.status === 401) return { state: "signed-out" };
    if (response.status >= 500) return { state: "cut" };
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isJson ? await response.json() : {};
    return { state: response.ok ? "done" : "refused", status: response.status, answer };
  } catch {
    return { state: "cut" };
  }
}

function pairs(fields) {
  const sent = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value !== "object") sent.append(name, value);
  return sent;
}
