// The page works without this script. With it, the answer follows every change: one question at a
// time, and an answer that a newer question has overtaken is not shown.

const form = document.getElementById("form");
const result = document.getElementById("result");
const address = form.getAttribute("action") + "&part=answer";

let last = null;
const ask = (() => {
  let asking = false;
  let next = null;
  return async function ask(body, type, more = "") {
    next = { body, type, more };
    last = { body, type };
    if (asking) {
      return;
    }
    asking = true;
    while (next) {
      const { body: now, type: kind, more: extra } = next;
      next = null;
      await show(now, kind, extra);
    }
    asking = false;
  };
})();

async function show(body, type, more) {
  result.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address + more, { method: "POST", headers: { "Content-Type": type }, body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    result.replaceChildren(...page.body.childNodes);
  } catch {
    failed(form.dataset.failed);
  }
  result.removeAttribute("aria-busy");
}

function failed(text) {
  const note = document.createElement("p");
  note.className = "error";
  note.setAttribute("role", "alert");
  note.textContent = text;
  result.replaceChildren(note);
}

function table() {
  const fields = [...form.querySelectorAll(".field")];
  const sliders = [...form.querySelectorAll("input[type=range]")];
  let timer = 0;

  const question = () => {
    ask(new URLSearchParams(new FormData(form)).toString(), "application/x-www-form-urlencoded");
    clearTimeout(timer);
    timer = setTimeout(() => curves(fields, sliders), 150);
  };
  for (const slider of sliders) {
    slider.closest(".what-if").hidden = false;
    const field = document.getElementById(slider.dataset.for);
    slider.addEventListener("input", () => {
      field.value = rounded(Number(slider.value), Number(slider.max) - Number(slider.min));
      question();
    });
    field.addEventListener("input", () => {
      slider.value = field.value;
    });
  }
  form.addEventListener("input", (event) => {
    if (event.target.type !== "range") {
      question();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    question();
  });
  // The answer to an example stays until something is changed, and a text that nobody has written
  // yet is no question.
  const texts = [...form.querySelectorAll("textarea")];
  if (document.getElementById("best")) {
    curves(fields, sliders);
  } else if (texts.length === 0 || texts.some((text) => text.value.trim())) {
    question();
  }
}

// Three digits of the range are as much as a slider can be moved by.
function rounded(value, range) {
  const digits = Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(range))));
  return value.toFixed(digits);
}

const POINTS = 21;

// What if one value were another and all others stayed: one request with a row for each point.
async function curves(fields, sliders) {
  if (sliders.length === 0) {
    return;
  }
  const row = Object.fromEntries(new FormData(form));
  const rows = [row];
  for (const slider of sliders) {
    const name = document.getElementById(slider.dataset.for).name;
    for (let i = 0; i < POINTS; i++) {
      rows.push({ ...row, [name]: at(slider, i) });
    }
  }
  let answers;
  try {
    const answer = await fetch(form.dataset.predict + "?top_k=1000", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ rows }),
    });
    if (!answer.ok) {
      return;
    }
    ({ answers } = await answer.json());
  } catch {
    return;
  }
  const label = answers[0].label;
  const heights = answers.map((one) =>
    label === undefined ? one.value : one.top.find((entry) => entry.label === label).score);
  const least = label === undefined ? Math.min(...heights) : 0;
  const most = label === undefined ? Math.max(...heights) : 1;
  sliders.forEach((slider, index) => {
    draw(slider, heights.slice(1 + index * POINTS, 1 + (index + 1) * POINTS), least, most);
  });
}

function at(slider, i) {
  const least = Number(slider.min);
  return least + ((Number(slider.max) - least) * i) / (POINTS - 1);
}

function draw(slider, heights, least, most) {
  const svg = slider.closest(".what-if").querySelector("svg");
  const y = (height) => 34 - (32 * (height - least)) / (most - least || 1);
  const path = element("path", {
    d: heights.map((height, i) => `${i ? "L" : "M"}${(200 * i) / (POINTS - 1)} ${y(height)}`).join(""),
  });
  const here = (200 * (Number(slider.value) - Number(slider.min))) / (Number(slider.max) - Number(slider.min));
  svg.replaceChildren(element("line", { x1: here, x2: here, y1: 0, y2: 36 }), path);
}

function element(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  return made;
}

function picture() {
  const pad = document.getElementById("pad");
  if (!pad) {
    return;
  }
  const pen = pad.getContext("2d");
  const clear = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, pad.width, pad.height);
  };
  const send = () => pad.toBlob((blob) => ask(blob, "image/png"), "image/png");
  clear();
  pen.lineWidth = 20;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.strokeStyle = "#000";

  let last = null;
  const position = (event) => {
    const box = pad.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * pad.width) / box.width,
      ((event.clientY - box.top) * pad.height) / box.height,
    ];
  };
  pad.addEventListener("pointerdown", (event) => {
    if (pad.dataset.what === "photo") {
      return;
    }
    pad.setPointerCapture(event.pointerId);
    last = position(event);
    stroke(last);
  });
  pad.addEventListener("pointermove", (event) => {
    if (last) {
      stroke(position(event));
    }
  });
  for (const end of ["pointerup", "pointercancel"]) {
    pad.addEventListener(end, () => {
      if (last) {
        last = null;
        send();
      }
    });
  }
  function stroke(to) {
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...to);
    pen.stroke();
    last = to;
  }

  document.getElementById("clear").addEventListener("click", () => {
    clear();
    result.replaceChildren();
  });

  // The file goes to the server as it is; the pad shows it.
  const take = async (file) => {
    if (!file || !file.type.startsWith("image/")) {
      return;
    }
    ask(file, file.type);
    try {
      const image = await createImageBitmap(file);
      const scale = Math.min(pad.width / image.width, pad.height / image.height);
      const [width, height] = [image.width * scale, image.height * scale];
      clear();
      pen.drawImage(image, (pad.width - width) / 2, (pad.height - height) / 2, width, height);
    } catch {
      // The server says why it cannot be read.
    }
  };
  document.getElementById("file").addEventListener("change", (event) => take(event.target.files[0]));
  const over = (event, isOver) => {
    event.preventDefault();
    pad.parentElement.classList.toggle("over", isOver);
  };
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", (event) => {
    over(event, false);
    take(event.dataTransfer.files[0]);
  });
  document.addEventListener("paste", (event) => take(event.clipboardData.files[0]));
  camera(pad, pen, clear, send);
}

// The first press shows what the camera sees, the second takes the picture.
function camera(pad, pen, clear, send) {
  const button = document.getElementById("camera");
  if (!navigator.mediaDevices?.getUserMedia) {
    return;
  }
  button.hidden = false;
  const name = button.textContent;
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  let stream = null;

  const show = () => {
    if (!stream) {
      return;
    }
    const side = Math.min(video.videoWidth, video.videoHeight);
    pen.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, pad.width, pad.height);
    requestAnimationFrame(show);
  };
  const end = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
    button.textContent = name;
  };
  button.addEventListener("click", async () => {
    if (stream) {
      end();
      send();
      return;
    }
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      await video.play();
      clear();
      button.textContent = button.dataset.shoot;
      show();
    } catch {
      end();
      failed(button.dataset.refused);
    }
  });
  document.getElementById("clear").addEventListener("click", end);
  document.getElementById("file").addEventListener("change", end);
  addEventListener("pagehide", end);
}

// Examples are read from the data of the run, which may take a while.
async function examples() {
  const place = document.getElementById("examples");
  if (!place.hidden) {
    return;
  }
  const answer = await fetch(form.getAttribute("action") + "&part=examples");
  const text = answer.ok ? await answer.text() : "";
  if (text) {
    place.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
    place.hidden = false;
  }
}

if (form.dataset.kind === "image") {
  picture();
} else {
  table();
}
document.addEventListener("click", (event) => {
  if (event.target.id === "why" && last) {
    event.preventDefault();
    ask(last.body, last.type, "&why=1");
  }
});
examples().catch(() => {});
