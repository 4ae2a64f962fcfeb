import { h } from '../dom.js';
import { t } from '../i18n.js';
import { dialog } from './dialog.js';
import { toast } from './toast.js';

/** Takes a photograph: with the camera's own program on a phone, else in a dialog. Answers a blob, or null where none was taken. */
export async function photograph() {
  if (matchMedia('(pointer: coarse)').matches) {
    return fromPhone();
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 } } });
  } catch {
    // Also where the page is not served safely, and has no such devices.
    toast(t('camera.none'), true);
    return null;
  }
  try {
    return await fromDialog(stream);
  } finally {
    stream.getTracks().forEach((track) => track.stop());
  }
}

function fromPhone() {
  return new Promise((resolve) => {
    const input = h('input', { type: 'file', accept: 'image/*', capture: 'environment' });
    input.addEventListener('change', () => resolve(input.files[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}

function fromDialog(stream) {
  return dialog(t('camera.title'), (close) => {
    const video = h('video', { autoplay: true, playsinline: true, 'aria-label': t('camera.title') });
    video.muted = true;
    video.srcObject = stream;
    const take = () => {
      const canvas = h('canvas', { width: video.videoWidth, height: video.videoHeight });
      canvas.getContext('2d').drawImage(video, 0, 0);
      canvas.toBlob(close, 'image/jpeg', 0.92);
    };
    return [
      video,
      h(
        'div',
        { class: 'row' },
        h('button', { type: 'button', class: 'button', onclick: () => close(null) }, t('cancel')),
        h('button', { type: 'button', class: 'button first', onclick: take }, t('camera.take')),
      ),
    ];
  });
}
