// The code is made on the device, so that it needs no network. Bytes from 250 on are left out: every digit is as likely.

const form = document.querySelector("[data-survey]");

function makeCode() {
  let digits = "";
  while (digits.length < 12) {
    for (const byte of crypto.getRandomValues(new Uint8Array(24))) if (byte < 250) digits += byte % 10;
  }
  form.elements.code.value = digits.slice(0, 12);
}

form.addEventListener("begin", makeCode);
makeCode();
