/** Messages on this device while nobody looks: the browser's side of it. */

import { http, once, type Schemas } from "../../api/client";
import { sent } from "../../parts/sent";

/** Why it cannot be switched on here. Its words are `push-cannot.<reason>`. */
export type Reason = "house" | "browser" | "home-screen" | "denied" | "development" | "service";

const KEPT = "bothways.device";

/** The id of this browser among the devices, if it is one. */
export function thisDevice(): string | null {
  return localStorage.getItem(KEPT);
}

/** What can be known before one tries. */
export function obstacle(publicKey: string | null): Reason | null {
  if (!publicKey) return "house";
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    // On iPhones and iPads only what was put on the home screen can.
    return /iPhone|iPad/.test(navigator.userAgent) ? "home-screen" : "browser";
  }
  return Notification.permission === "denied" ? "denied" : null;
}

/** Asks whoever sits here, then the browser's push service. */
export async function subscribeHere(publicKey: string): Promise<Schemas["Subscription"] | Reason> {
  if ((await Notification.requestPermission()) !== "granted") return "denied";
  const worker = await navigator.serviceWorker.getRegistration();
  if (!worker) return "development";
  try {
    // One for another key of the house is in the way of a new one.
    await (await worker.pushManager.getSubscription())?.unsubscribe();
    const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
    const { endpoint = "", keys: { p256dh = "", auth = "" } = {} } = made.toJSON();
    return { endpoint, keys: { p256dh, auth } };
  } catch {
    return "service";
  }
}

export async function addDevice(subscription: Schemas["Subscription"], name: string): Promise<void> {
  const params = { header: { "Idempotency-Key": once() } };
  const device = await sent(http.POST("/v1/me/devices", { body: { name, subscription }, params }));
  if (device) localStorage.setItem(KEPT, device.device_id);
}

export async function removeDevice(deviceId: string): Promise<void> {
  await sent(http.DELETE("/v1/me/devices/{device_id}", { params: { path: { device_id: deviceId } } }));
  if (deviceId === thisDevice()) await unsubscribe();
}

/** Whoever signs in next is somebody else. What cannot be told the gateway is at least not shown here. */
export async function forgetThisDevice(): Promise<void> {
  const deviceId = thisDevice();
  if (!deviceId) return;
  await http.DELETE("/v1/me/devices/{device_id}", { params: { path: { device_id: deviceId } } });
  await unsubscribe();
}

async function unsubscribe(): Promise<void> {
  localStorage.removeItem(KEPT);
  const worker = await navigator.serviceWorker?.getRegistration();
  await (await worker?.pushManager.getSubscription())?.unsubscribe();
}
