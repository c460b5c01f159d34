"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const get = (id) => document.getElementById(id);

  // ---- findings ----------------------------------------------------------------------------
  const articles = [...document.querySelectorAll("article.finding")];
  if (get("by-account")) {
    const filter = () => {
      const account = get("by-account").value, kind = get("by-class").value;
      let shown = 0;
      for (const one of articles) {
        one.hidden = (account && one.dataset.account !== account) || (kind && one.dataset.class !== kind);
        if (!one.hidden) shown += 1;
      }
      get("finding-count").textContent = `${shown} of ${articles.length} shown`;
    };
    get("by-account").addEventListener("change", filter);
    get("by-class").addEventListener("change", filter);
  }
  // A link to a finding opens it.
  const unfold = () => {
    const target = /^#finding-\d+$/.test(location.hash) && get(location.hash.slice(1));
    if (target) target.querySelector("details").open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();

  // ---- the graph as data -------------------------------------------------------------------
  const nodes = data.nodes.map(([id, label, kind, account]) => ({ id, label, kind, account }));
  const byId = new Map(nodes.map((node, index) => [node.id, index]));
  const nodeAt = (id, account) => {
    const name = id === "ADMIN" ? `ADMIN:${account}` : id;
    if (!byId.has(name)) {
      byId.set(name, nodes.length);
      nodes.push({ id: name, label: id, kind: id === "ADMIN" ? "admin" : "resource", account });
    }
    return byId.get(name);
  };
  const lines = data.lines.map((line) => ({ ...line, title: data.texts[line.title] }));
  // Steps of findings that are no edge of principals (networks, secrets) are drawn too.
  const known = new Map();
  for (const line of lines) known.set(`${line.from} ${line.to} ${line.technique}`, line);
  const paths = data.paths.map(([account, steps]) => steps.map(([from, to, technique, fresh]) => {
    const ends = [nodeAt(from, account), nodeAt(to, account)];
    const key = `${ends[0]} ${ends[1]} ${technique}`;
    if (!known.has(key)) {
      const line = { from: ends[0], to: ends[1], technique, title: technique, gives: "acts-as",
        before: data.compared && !fresh ? ["proven", [], []] : undefined, after: ["proven", [], []] };
      known.set(key, line);
      lines.push(line);
    }
    return known.get(key);
  }));
  const rank = { proven: 2, conditional: 1, unknown: 1 };
  const sure = (stand) => (stand ? rank[stand[0]] : 0);
  const drift = (line) => {
    if (!data.compared) return "same";
    const [before, after] = [sure(line.before), sure(line.after)];
    return before < after ? "new" : before > after ? "gone" : "same";
  };

  // ---- clusters ----------------------------------------------------------------------------
  // A node lies in its account, in that by its kind, in that by the words of its name.
  const FULL = 60;
  const words = (label) => label.replace(/^[^/]*\//, "").split(/[-_./]/);
  const steps = (node) => {
    const [first, second] = words(node.label);
    return [node.account || "outside", node.kind, first, second || ""];
  };
  const clustered = (members) => {
    // Few are shown as they are; many in levels, each cut into pages where it is still too large.
    const home = new Map();
    const place = (list, path, level) => {
      if (list.length <= FULL) { for (const node of list) home.set(node, path); return; }
      const parts = new Map();
      for (const node of list) {
        const name = level < 4 ? steps(nodes[node])[level] : "";
        if (!parts.has(name)) parts.set(name, []);
        parts.get(name).push(node);
      }
      if (level >= 4) {
        for (let at = 0; at < list.length; at += FULL) {
          const page = list.slice(at, at + FULL);
          for (const node of page) home.set(node, [...path, `${at + 1}–${at + page.length}`]);
        }
        return;
      }
      // Small parts stay together, so that a level has not more parts than fit on it.
      const small = [];
      for (const [name, part] of [...parts].sort((a, b) => b[1].length - a[1].length)) {
        if (part.length < 4 && level >= 2 || parts.size > FULL && part.length < list.length / FULL) small.push(...part);
        else place(part, parts.size > 1 ? [...path, name] : path, level + 1);
      }
      if (small.length) place(small, [...path, "others"], 4);
    };
    if (members.length > 150) place(members, [], 0);
    else for (const node of members) home.set(node, []);
    return home;
  };

  const accounts = new Set(nodes.map((node) => node.account).filter(Boolean));
  // The only account goes without saying.
  const clusterName = (path) => (path.length > 1 && accounts.size < 2 ? path.slice(1) : path).filter(Boolean).join(" / ");

  // ---- what is shown -----------------------------------------------------------------------
  const state = { side: data.compared && lines.some((line) => drift(line) === "new") ? "new" : "after",
    account: "", kind: "", search: "", open: new Set(), path: null, zoom: 1 };
  const SHOWN = 400;

  const chosen = () => {
    const on = { new: (line) => drift(line) === "new", before: (line) => line.before, after: (line) => line.after };
    const fits = (index) => {
      const node = nodes[index];
      return (!state.account || node.account === state.account) && (!state.kind || node.kind === state.kind)
        && (!state.search || node.id.toLowerCase().includes(state.search));
    };
    const wanted = state.path || lines.filter(on[state.side]);
    return wanted.filter((line) => state.path || fits(line.from) || fits(line.to));
  };

  const scene = () => {
    const wanted = chosen();
    const members = [...new Set(wanted.flatMap((line) => [line.from, line.to]))].sort((a, b) => a - b);
    const home = state.path ? new Map(members.map((node) => [node, []])) : clustered(members);
    const items = new Map();
    const itemOf = new Map();
    for (const node of members) {
      const path = home.get(node);
      let depth = 0;
      while (depth < path.length && state.open.has(path.slice(0, depth + 1).join("\n"))) depth += 1;
      const closed = depth < path.length;
      const key = closed ? path.slice(0, depth + 1).join("\n") : `node ${node}`;
      if (!items.has(key)) {
        items.set(key, { key, closed, count: 0, kind: nodes[node].kind, at: items.size,
          label: closed ? clusterName(path.slice(0, depth + 1)) : nodes[node].label,
          title: closed ? "" : nodes[node].id });
      }
      const item = items.get(key);
      item.count += 1;
      itemOf.set(node, item);
    }
    const edges = new Map();
    for (const line of wanted) {
      const [from, to] = [itemOf.get(line.from), itemOf.get(line.to)];
      const key = `${from.at} ${to.at}`;
      if (!edges.has(key)) edges.set(key, { from, to, lines: [] });
      edges.get(key).lines.push(line);
    }
    return { items: [...items.values()], edges: [...edges.values()], wanted, members };
  };

  // ---- layout: columns from those that act to those that are reached -------------------------
  const WIDE = 190, HIGH = 26, GAP = 110, ROW = 36;
  const layout = ({ items, edges }) => {
    for (const item of items) item.column = item.kind === "admin" ? 6 : 0;
    for (let round = 0; round < 5; round += 1) {
      for (const { from, to } of edges) {
        if (from !== to && to.kind !== "admin") to.column = Math.min(5, Math.max(to.column, Math.min(from.column + 1, round + 1)));
      }
    }
    const used = [...new Set(items.map((item) => item.column))].sort((a, b) => a - b);
    const columns = used.map((column) => items.filter((item) => item.column === column));
    const near = new Map(items.map((item) => [item, []]));
    for (const { from, to } of edges) { near.get(from).push(to); near.get(to).push(from); }
    columns.forEach((column) => column.forEach((item, row) => { item.row = row; }));
    for (let round = 0; round < 3; round += 1) {
      for (const column of columns) {
        const weight = (item) => {
          const others = near.get(item);
          return others.length ? others.reduce((sum, one) => sum + one.row, 0) / others.length : item.row;
        };
        column.forEach((item) => { item.weight = weight(item); });
        column.sort((a, b) => a.weight - b.weight || a.at - b.at).forEach((item, row) => { item.row = row; });
      }
    }
    const tall = Math.max(1, ...columns.map((column) => column.length));
    columns.forEach((column, index) => column.forEach((item) => {
      item.x = 12 + index * (WIDE + GAP);
      item.y = 12 + item.row * ROW + ((tall - column.length) * ROW) / 2;
    }));
    return { width: 24 + columns.length * (WIDE + GAP) - GAP, height: 24 + tall * ROW };
  };

  // ---- drawing -----------------------------------------------------------------------------
  const svg = (name, attributes, ...children) => {
    const out = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) out.setAttribute(key, value);
    out.append(...children);
    return out;
  };
  const element = (name, text, ...children) => {
    const out = document.createElement(name);
    if (text) out.textContent = text;
    out.append(...children);
    return out;
  };
  const short = (text, room) => (text.length > room ? `${text.slice(0, room / 2 - 1)}…${text.slice(1 - room / 2)}` : text);
  const press = (target, action) => {
    target.addEventListener("click", action);
    target.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); action(); }
    });
  };

  const drawEdge = (edge) => {
    const { from, to } = edge;
    const back = to.x <= from.x;
    const [x, y] = [from.x + WIDE, from.y + HIGH / 2];
    const [u, v] = back ? [to.x + WIDE, to.y + HIGH / 2] : [to.x, to.y + HIGH / 2];
    const bend = back ? 60 : Math.max(30, (u - x) / 2);
    const d = `M${x} ${y}C${x + bend} ${y} ${back ? u + bend : u - bend} ${v} ${u} ${v}`;
    const drifts = new Set(edge.lines.map(drift));
    const kind = drifts.has("new") ? "new" : drifts.has("gone") && drifts.size === 1 ? "gone" : "same";
    const open = edge.lines.every((line) => sure(line.after || line.before) < 2) ? " conditional" : "";
    const ways = edge.lines.length === 1 ? edge.lines[0].title : `${edge.lines.length} ways`;
    const name = `${from.label} to ${to.label}: ${ways}${kind === "new" ? ", new" : kind === "gone" ? ", gone" : ""}`;
    const group = svg("g", { class: `edge ${kind}${open}`, tabindex: 0, role: "button", "aria-label": name },
      svg("title", {}, name), svg("path", { d, "marker-end": "url(#tip)", "stroke-width": 1 + Math.min(3, Math.log10(edge.lines.length)) }),
      svg("path", { d, class: "hit" }));
    press(group, () => {
      document.querySelectorAll(".edge.chosen").forEach((one) => one.classList.remove("chosen"));
      group.classList.add("chosen");
      tell(edge);
    });
    return group;
  };

  const drawItem = (item) => {
    const text = item.closed ? `${item.label} (${item.count})` : item.label;
    const name = item.closed ? `${text}: a cluster, Enter opens it` : item.title;
    const group = svg("g", { class: `node ${item.kind}${item.closed ? " cluster" : ""}`, tabindex: 0, role: "button",
      transform: `translate(${item.x} ${item.y})`, "aria-label": name },
    svg("title", {}, name), svg("rect", { width: WIDE, height: HIGH, rx: item.kind === "user" ? 13 : 4 }),
    svg("text", { x: 8, y: 17 }, short(text, 27)));
    press(group, () => {
      if (item.closed) { state.open.add(item.key); draw(); } else around(item);
    });
    return group;
  };

  // Opens clusters as long as a glance takes in what comes out.
  const FEW = 12, MANY = 80;
  const settle = () => {
    for (let level = 0; level < 4; level += 1) {
      const { items } = scene();
      const closed = items.filter((item) => item.closed);
      if (!closed.length || items.length >= FEW) return;
      for (const item of closed) state.open.add(item.key);
      if (scene().items.length > MANY) { for (const item of closed) state.open.delete(item.key); return; }
    }
  };
  const anew = () => { state.open.clear(); settle(); draw(); };

  const draw = () => {
    const canvas = get("graph-canvas");
    const current = scene();
    canvas.textContent = "";
    const hidden = Math.max(0, current.items.length - SHOWN);
    const shown = new Set(current.items.slice(0, SHOWN));
    current.items = [...shown];
    current.edges = current.edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to) && (edge.from !== edge.to || !edge.from.closed));
    const { width, height } = layout(current);
    const tip = svg("marker", { id: "tip", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto" },
      svg("path", { d: "M0 0L8 4L0 8z", class: "tip" }));
    if (current.items.length) {
      canvas.append(svg("svg", { width: width * state.zoom, height: height * state.zoom, viewBox: `0 0 ${width} ${height}`, role: "group" },
        svg("defs", {}, tip), ...current.edges.map(drawEdge), ...current.items.map(drawItem)));
    }
    const what = state.path ? "one finding" : { new: "what is new", before: "before", after: "after" }[state.side];
    const said = [`${what}: ${current.members.length} nodes, ${current.wanted.length} edges`];
    if (current.items.some((item) => item.closed)) said.push("dashed boxes are clusters: open one to see what is in it");
    if (hidden) said.push(`${hidden} boxes do not fit: filter to see them`);
    if (data.left_out) said.push(`${data.left_out} edges more are not in this file`);
    get("graph-status").textContent = `${said.join("; ")}.`;
  };

  // ---- the panel: statements before and after, side by side ----------------------------------
  const list = (numbers) => element("ul", "", ...numbers.map((number) => element("li", data.texts[number])));
  const cell = (stand, nothing) => {
    if (!stand) return element("td", nothing);
    const [certainty, because, requires] = stand;
    const out = element("td", "", element("strong", certainty));
    if (because.length) out.append(list(because));
    if (requires.length) out.append(element("p", "if"), list(requires));
    return out;
  };
  const tell = ({ from, to, lines: ways }) => {
    const panel = get("graph-panel");
    panel.textContent = "";
    panel.append(element("h3", `${from.label} → ${to.label}`));
    for (const line of ways.slice(0, 40)) {
      const head = element("tr", "");
      const row = element("tr", "");
      if (data.compared) {
        head.append(element("th", "Before"));
        row.append(cell(line.before, "not possible"));
      }
      head.append(element("th", data.compared ? "After" : "Stands on"));
      row.append(cell(line.after, "no longer possible"));
      const ends = `${nodes[line.from].label} → ${nodes[line.to].label}: `;
      const mark = drift(line) === "same" ? "" : ` — ${drift(line)}`;
      panel.append(element("table", "", element("caption", `${ends}${line.title} (${line.technique})${mark}`),
        element("thead", "", head), element("tbody", "", row)));
    }
    if (ways.length > 40) panel.append(element("p", `and ${ways.length - 40} ways more`));
  };
  const around = (item) => {
    const panel = get("graph-panel");
    panel.textContent = "";
    panel.append(element("h3", item.label), element("p", item.title));
    const button = element("button", "Only what is next to it");
    button.addEventListener("click", () => {
      get("graph-search").value = item.title;
      state.search = item.title.toLowerCase();
      state.path = null;
      anew();
    });
    panel.append(button);
  };

  // ---- controls of the page ------------------------------------------------------------------
  const options = (select, values) => {
    for (const value of [...new Set(values)].filter(Boolean).sort()) select.append(element("option", value));
  };
  options(get("graph-account"), nodes.map((node) => node.account));
  options(get("graph-class"), nodes.map((node) => node.kind));
  const sides = [...document.querySelectorAll("input[name=side]")];
  for (const side of sides) {
    side.checked = side.value === state.side;
    if (!data.compared && side.value !== "after") side.parentElement.hidden = true;
    side.addEventListener("change", () => { state.side = side.value; state.path = null; anew(); });
  }
  const on = (id, event, change) => get(id).addEventListener(event, () => { change(get(id).value); state.path = null; anew(); });
  on("graph-account", "change", (value) => { state.account = value; });
  on("graph-class", "change", (value) => { state.kind = value; });
  on("graph-search", "input", (value) => { state.search = value.toLowerCase(); });
  const zoom = (id, by) => get(id).addEventListener("click", () => {
    state.zoom = Math.min(3, Math.max(0.2, state.zoom * by));
    draw();
  });
  zoom("graph-in", 1.25);
  zoom("graph-out", 0.8);
  get("graph-reset").addEventListener("click", () => {
    Object.assign(state, { account: "", kind: "", search: "", path: null, zoom: 1 });
    for (const id of ["graph-account", "graph-class", "graph-search"]) get(id).value = "";
    get("graph-panel").textContent = "";
    anew();
  });
  for (const button of document.querySelectorAll("button.show")) {
    const path = paths[Number(button.dataset.finding)];
    button.hidden = !path || !path.length;
    button.addEventListener("click", () => {
      state.path = path;
      draw();
      get("graph-panel").textContent = "";
      get("graph").scrollIntoView();
      get("graph-canvas").focus({ preventScroll: true });
    });
  }
  get("graph-tools").hidden = false;
  anew();
})();
