import { el, fill, throttle } from "./dom.js";
import { count, say, time } from "./words.js";

/** campaignList shows the workspace's campaigns; it returns what ends the screen. */
export async function campaignList(pb, screen) {
  const w = say();
  const page = await pb.collection("campaigns").getList(1, 50, { sort: "-created,-id", skipTotal: true });
  const rows = page.items.map(c => el("a", { class: "card row", href: `#/campaigns/${c.id}` },
    el("span", { class: "grow" }, el("strong", {}, c.name), el("small", {}, channel(c))),
    el("span", { class: "numbers" }, `${count(c.contacted_count)} → ${count(c.replied_count)}`),
    pill(c.status)));
  fill(screen, el("h1", {}, w.campaigns), rows.length ? rows : el("p", { class: "quiet" }, w.none));
  return () => {};
}

/** campaignPage shows one campaign moving; it returns what ends the screen. */
export async function campaignPage(pb, screen, id, toast) {
  const parts = {
    head: el("header"), why: el("section", { class: "card why", "aria-live": "polite" }),
    stages: el("ol", { class: "stages" }), funnel: el("section", { class: "card" }),
    messages: el("section", { class: "card" }), answers: el("section", { class: "card" }),
  };
  fill(screen, parts.head, parts.why, parts.stages, el("div", { class: "columns" }, parts.funnel, parts.messages, parts.answers),
    el("p", { class: "quiet small" }, el("a", { href: "https://www.openstreetmap.org/copyright", rel: "noreferrer" }, say().attribution)));

  const draw = async () => {
    const [campaign, why, messages, answers] = await Promise.all([
      pb.collection("campaigns").getOne(id),
      pb.send("/api/v1/why", { query: { campaign: id } }),
      written(pb, id), list(pb, id, `direction = "inbound"`, "-created,-id"),
    ]);
    drawHead(pb, parts.head, campaign, draw, toast);
    drawWhy(parts.why, why);
    drawFunnel(parts.funnel, campaign);
    drawMessages(parts.messages, messages, say().messages, say().noMessages);
    drawMessages(parts.answers, answers, say().answers, say().noAnswers);
  };
  await draw();
  const again = throttle(() => draw().catch(() => toast(say().offline)), 1500);
  const stop = await pb.realtime.subscribe(`campaigns/${id}/progress`, event => {
    drawStages(parts.stages, event.stages ?? []);
    drawFunnel(parts.funnel, event.counters ?? {});
    again();
  });
  const reconnected = await pb.realtime.subscribe("PB_CONNECT", again);
  return () => { stop(); reconnected(); };
}

async function list(pb, id, which, sort) {
  const page = await pb.collection("messages").getList(1, 8, {
    filter: `${pb.filter("campaign = {:id}", { id })} && ${which}`, sort, expand: "prospect", skipTotal: true,
  });
  return page.items;
}

/** written are the messages that went out last; before any did, those that wait. */
async function written(pb, id) {
  const sent = await list(pb, id, `direction = "outbound" && sent_at != ""`, "-sent_at,-id");
  return sent.length ? sent : list(pb, id, `direction = "outbound"`, "-created,-id");
}

function channel(c) {
  const w = say();
  return c.accounts?.length ? w.channel[c.channel] : `${w.channel[c.channel]}, ${w.byHand}`;
}

function pill(status) {
  return el("span", { class: `pill ${status}` }, say().status[status] ?? status);
}

function drawHead(pb, node, c, draw, toast) {
  const w = say();
  const act = { draft: ["start", w.start], active: ["pause", w.pause], paused: ["resume", w.resume] }[c.status];
  const may = pb.authStore.record?.role !== "viewer";
  fill(node,
    el("a", { href: "#/", class: "quiet small" }, `← ${w.back}`),
    el("h1", {}, c.name),
    el("p", { class: "line" }, pill(c.status), el("span", { class: "quiet" }, channel(c)),
      act && may && el("button", { onclick: async event => {
        event.target.disabled = true;
        try {
          await pb.send(`/api/v1/campaigns/${c.id}/${act[0]}`, { method: "POST" });
        } catch (error) {
          toast(w.oops(error.response?.data?.reasons?.map(r => r.message).join(" ") ?? error.message));
        }
        await draw();
      } }, act[1])),
    c.gate === "recorded_basis" && el("p", { class: "note" }, w.gate));
}

function drawWhy(node, why) {
  const w = say();
  const words = w.reasons[why.code] ?? why.message ?? "";
  fill(node, el("h2", {}, why.sending ? w.going : w.why),
    !why.sending && el("p", {}, words),
    why.next_at && el("p", { class: "quiet" }, w.nextAt(time(why.next_at)), why.next?.prospect?.name ? ` · ${why.next.prospect.name}` : ""));
}

function drawStages(node, stages) {
  const w = say();
  fill(node, stages.map(s => el("li", { class: "card" },
    el("strong", {}, w.stages[s.name] ?? s.name),
    el("span", { class: "big" }, count(s.waiting)),
    el("small", { class: "quiet" }, s.doing ? w.doing(count(s.doing)) : w.waiting))));
}

function drawFunnel(node, c) {
  const w = say();
  if (c.found_count === undefined) return;
  const steps = ["found", "qualified", "contacted", "delivered", "read", "replied", "converted"];
  const most = Math.max(1, c.found_count);
  fill(node, el("dl", { class: "funnel" }, steps.map(step => {
    const n = c[`${step}_count`] ?? 0;
    return [el("dt", {}, w[step]), el("dd", {}, el("meter", { min: 0, max: most, value: n }), el("span", { class: "numbers" }, count(n)))];
  })),
  el("p", { class: "line quiet small" }, `${w.failed}: ${count(c.failed_count)} · ${w.optOut}: ${count(c.opt_out_count)}`));
}

function drawMessages(node, messages, title, none) {
  const w = say();
  fill(node, el("h2", {}, title), messages.length ? el("ol", { class: "feed" }, messages.map(m => {
    const p = m.expand?.prospect;
    const label = m.direction === "inbound" ? w.intent[p?.intent] : w.messageStatus[m.status];
    return el("li", {},
      el("p", { class: "line" }, el("strong", {}, p?.name ?? ""), label && el("span", { class: `pill ${m.direction === "inbound" ? p?.intent : m.status}` }, label),
        el("time", { class: "quiet small" }, time(m.sent_at || m.delivered_at || m.scheduled_at || m.created))),
      el("p", { class: "text" }, m.content),
      m.status_reason?.message && el("p", { class: "bad small" }, m.status_reason.message));
  })) : el("p", { class: "quiet" }, none));
}
