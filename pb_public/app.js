// The example of a custom front end: the official PocketBase SDK for sign-in, collections and realtime, and Aceno's own
// routes below /api/v1 for what is an act or an answer.
import PocketBase from "./vendor/pocketbase.es.mjs";
import { el, fill } from "./dom.js";
import { language, say, setLanguage } from "./words.js";
import { campaignList, campaignPage } from "./campaigns.js";

const pb = new PocketBase(location.origin);
pb.autoCancellation(false);
const screen = document.getElementById("screen");
let leaveScreen = () => {};

function toast(text) {
  const box = document.getElementById("toast");
  box.textContent = text;
  box.hidden = !text;
  if (text) setTimeout(() => { box.hidden = true; }, 6000);
}

function signIn() {
  const w = say();
  const form = el("form", { class: "card login", onsubmit: async event => {
    event.preventDefault();
    const data = new FormData(form);
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      await pb.collection("users").authWithPassword(data.get("email"), data.get("password"));
      show();
    } catch (error) {
      form.querySelector("[role=alert]").textContent = error.status === 400 ? w.wrong : w.oops(error.message);
    } finally {
      button.disabled = false;
    }
  } },
  el("h1", {}, w.signIn),
  el("label", {}, w.email, el("input", { name: "email", type: "email", autocomplete: "username", required: true, autofocus: true })),
  el("label", {}, w.password, el("input", { name: "password", type: "password", autocomplete: "current-password", required: true })),
  el("p", { role: "alert", class: "bad" }),
  el("button", { class: "primary" }, w.signIn));
  fill(screen, form);
}

// A token lives for 15 minutes; one that is in use is renewed before.
setInterval(() => { if (pb.authStore.isValid) pb.collection("users").authRefresh().catch(() => {}); }, 8 * 60_000);

async function show() {
  leaveScreen();
  leaveScreen = () => {};
  setLanguage(language());
  document.getElementById("language").textContent = say().language;
  const leave = document.getElementById("leave");
  leave.hidden = !pb.authStore.isValid;
  leave.textContent = say().leave;
  if (!pb.authStore.isValid) return signIn();
  const id = location.hash.match(/^#\/campaigns\/([a-z0-9]{15})$/)?.[1];
  try {
    leaveScreen = id ? await campaignPage(pb, screen, id, toast) : await campaignList(pb, screen);
  } catch (error) {
    if (error.status === 401) { pb.authStore.clear(); return signIn(); }
    fill(screen, el("section", { class: "card" }, el("p", { role: "alert" }, say().oops(error.message)),
      el("button", { class: "primary", onclick: show }, say().retry)));
  }
}

document.getElementById("language").addEventListener("click", () => {
  setLanguage(language() === "en" ? "pt-BR" : "en");
  show();
});
document.getElementById("leave").addEventListener("click", () => {
  pb.authStore.clear();
  location.hash = "#/";
  show();
});
window.addEventListener("hashchange", show);
show();
