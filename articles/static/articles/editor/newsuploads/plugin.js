// Pictures that are pasted or dropped into the text go into the library. Each stands in the text at
// once, under a uid of its own that waits for the library's (`editor.newsPending`); one that is refused
// goes again, and the reason is said. Pictures of other sites are neither fetched nor kept.

(() => {
  const box = (editor) => editor.newsBox("library").box.dataset;

  // {picture} or {refusal: a sentence}; through the page that adds pictures, as one file of many.
  function upload(editor, file, onProgress) {
    const { add, failed, forbidden } = box(editor);
    const form = new FormData();
    form.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    form.append("row", "1");
    form.append("upload", file, file.name || "picture");
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total ? loaded / total : 0));
      request.addEventListener("loadend", async () => {
        if (request.status === 403) return resolve({ refusal: forbidden });
        const page = new DOMParser().parseFromString(request.responseText || "", "text/html");
        const row = request.status === 200 && page.querySelector("body > .new-picture");
        const uid = row && row.dataset.uid;
        if (!uid) return resolve({ refusal: (row && row.querySelector(".new-picture-said")?.textContent.trim()) || failed });
        await editor.newsPictures.ask([uid]);
        const picture = editor.newsPictures.known.get(uid);
        resolve(picture ? { picture } : { refusal: failed });
      });
      request.open("POST", add);
      request.send(form);
    });
  }

  // Uids of places in the text, which wait for the pictures of these files (or of promises of them).
  function take(editor, sources) {
    const begun = sources.map((source) => {
      const uid = crypto.randomUUID();
      editor.newsPending.set(uid, { share: 0, name: source.name ?? "" });
      return [uid, source];
    });
    editor.newsQueue = (editor.newsQueue ?? Promise.resolve()).then(async () => {
      for (const [uid, source] of begun) await settle(editor, uid, source);
    });
    return begun.map(([uid]) => uid);
  }

  async function settle(editor, uid, source) {
    const waiting = editor.newsPending.get(uid);
    const file = await Promise.resolve(source).catch(() => null);
    const show = (share) => {
      waiting.share = share;
      editor.newsShow?.();
    };
    const { picture, refusal } = file ? await upload(editor, file, show) : { refusal: box(editor).failed };
    Object.assign(waiting, { isDone: true, uid: picture?.uid });
    if (refusal) editor.newsSay(`${file?.name ?? ""} ${refusal}`.trim());
    if (editor.status === "ready") editor.newsSettle?.();
  }

  const figures = (uids) => uids.map((uid) => `<figure data-image="${uid}"></figure>`).join("");
  const hasWords = (html) => /[\p{L}\p{N}]/u.test(new DOMParser().parseFromString(html, "text/html").body.textContent);

  function filesOf(dataTransfer) {
    const all = [];
    for (let at = 0; at < (dataTransfer?.getFilesCount() ?? 0); at += 1) all.push(dataTransfer.getFile(at));
    return all;
  }

  // Programs hand a picture of the text along with the text, which is what was meant.
  function takeFiles(editor, event) {
    const { dataTransfer } = event.data;
    const files = filesOf(dataTransfer);
    const html = dataTransfer?.getData("text/html", true) ?? "";
    if (!files.length || hasWords(html.replace(/<(style|title|script)[\s\S]*?<\/\1>/gi, ""))) return;
    event.cancel();
    const pictures = files.filter(({ type }) => type.startsWith("image/"));
    editor.newsSay(pictures.length < files.length ? box(editor).others : "");
    if (pictures.length) editor.newsPutFigures(figures(take(editor, pictures)));
  }

  // The bytes of Word's pictures stand in another form of what was copied, in the same order.
  function bytesOfWord(dataTransfer, images) {
    const local = images.filter((image) => /^file:/i.test(image.getAttribute("src") ?? ""));
    const filter = CKEDITOR.pasteFilters?.image;
    const rtf = local.length && filter ? dataTransfer.getData("text/rtf", true) : "";
    const found = rtf ? filter.extractFromRtf(rtf) : [];
    if (found.length !== images.length) return new Map();
    return new Map(local.map((image) => [image, filter.createSrcWithBase64(found[images.indexOf(image)])]));
  }

  async function blobOf(address) {
    const blob = await (await fetch(address)).blob();
    return new File([blob], "picture", { type: blob.type });
  }

  // Not by fetching: the page's policy lets nobody fetch data.
  function fileOf(address) {
    if (/^blob:/i.test(address)) return blobOf(address);
    const [, type, bytes] = address.match(/^data:(image\/[a-z0-9.+-]+);base64,(.*)$/is) ?? [];
    if (!type) return null;
    try {
      return new File([Uint8Array.from(atob(bytes.trim()), (sign) => sign.charCodeAt(0))], "picture", { type });
    } catch {
      return null;
    }
  }

  // Pictures in a pasted text: those that came with their bytes stay where they stood.
  function takeImages(editor, { data }) {
    if (!/<img/i.test(data.dataValue)) return;
    const page = new DOMParser().parseFromString(data.dataValue, "text/html");
    const images = [...page.images].filter((image) => !image.closest("[data-cke-widget-wrapper]"));
    const ofWord = bytesOfWord(data.dataTransfer, images);
    let foreign = 0;
    for (const image of images) {
      const address = ofWord.get(image) ?? image.getAttribute("src") ?? "";
      const file = fileOf(address);
      if (/^(https?:)?\/\//i.test(address)) foreign += 1;
      if (!file) {
        image.remove();
        continue;
      }
      const figure = page.createElement("figure");
      [figure.dataset.image] = take(editor, [file]);
      if (image.alt) figure.dataset.alt = image.alt.slice(0, 500);
      image.replaceWith(figure);
    }
    data.newsForeign = foreign;
    data.dataValue = page.body.innerHTML;
  }

  CKEDITOR.plugins.add("newsuploads", {
    init(editor) {
      if (!editor.newsBox("library")) return;
      editor.newsPending = new Map();
      editor.newsUpload = (file, onProgress) => upload(editor, file, onProgress);
      editor.on("paste", (event) => takeFiles(editor, event), null, null, 0);
      // After the filters for Word and Google Docs.
      editor.on("paste", (event) => takeImages(editor, event), null, null, 4);
      const isBusy = (event) => [...editor.newsPending.values()].some(({ isDone }) => !isDone) && event.preventDefault();
      window.addEventListener("beforeunload", isBusy);
      editor.on("destroy", () => window.removeEventListener("beforeunload", isBusy));
    },
  });
})();
