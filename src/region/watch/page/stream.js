// Events for all tabs of this browser by one connection: a browser gives an origin six, and a seventh tab would wait for
// ever. The tab that holds the lock listens and passes on what it hears; when it closes, another gets the lock. Who comes
// later asks for what has been heard so far.

const NAMES = ["picture", "timeline", "happenings", "story", "story-goes-on", "visits", "in-flight", "calls"];
const RETRY = 1000; // milliseconds

export function listen(hear, connected) {
  const channel = new BroadcastChannel("resilient-service events");
  const last = {}; // what a tab that comes later has to know
  const told = (name, text) => {
    if (name === "connection") return connected(text);
    hear(name, JSON.parse(text));
  };
  let leads = false;

  channel.onmessage = ({ data }) => {
    if (data.name === "hello") {
      if (leads) for (const [name, text] of Object.entries(last)) channel.postMessage({ name, text });
    } else if (!leads) {
      told(data.name, data.text);
    }
  };
  const spread = (name, text) => {
    if (name === "picture" || name === "connection") last[name] = text;
    if (name === "timeline") last.timeline = text;
    if (name === "happenings") {
      last.timeline = JSON.stringify([...JSON.parse(last.timeline ?? "[]"), ...JSON.parse(text)].slice(-1000));
    }
    if (name === "story") last.story = text;
    if (name === "story-goes-on") {
      const before = JSON.parse(last.story ?? '{"lines": []}').lines;
      const { lines, question } = JSON.parse(text);
      last.story = JSON.stringify({ lines: [...before, ...lines].slice(-2000), question });
    }
    told(name, text);
    channel.postMessage({ name, text });
  };

  function connect() {
    const source = new EventSource("events");
    source.onopen = () => spread("connection", "live");
    for (const name of NAMES) source.addEventListener(name, ({ data }) => spread(name, data));
    const again = () => {
      source.close();
      spread("connection", "lost");
      setTimeout(connect, RETRY);
    };
    source.onerror = again;
    source.addEventListener("lost", again);
  }

  channel.postMessage({ name: "hello" });
  navigator.locks.request("resilient-service events", () => {
    leads = true;
    connect();
    return new Promise(() => {}); // held as long as the tab is there
  });
}
