/**
 * A heart-rate strap by Web Bluetooth: service heart_rate (0x180D), characteristic heart_rate_measurement (0x2A37), by notification.
 * A dropped strap is tried again by itself, at growing intervals, without a click; the person's permission lasts for the page.
 */
import { parseHeartRate } from '../../shared/biometrics/heartRate.ts';
import { type BluetoothAccess, type BluetoothThing, browserBluetooth, type GattCharacteristic } from './bluetooth.ts';
import { type BeatSource, SourceBase } from './source.ts';

/** waits before each new attempt, s; the last repeats until stopped */
const RETRY_S = [1, 2, 4, 8, 15];

/**
 * Sent to `globalThis`, it makes a connected strap read its value once, through the same listener as a notification. Chromium's emulated
 * Bluetooth cannot push notifications, so this is how a test (or a developer's console) pumps beats; it tells nobody anything new.
 * A CustomEvent's detail, if it is a function, is called with whether there was a value, once that has been handled.
 */
export const STRAP_READ_EVENT = 'dreamhaven:strap-read';

export class Strap extends SourceBase implements BeatSource {
  readonly kind = 'strap';
  /** notifications that were no heart rate measurement */
  refusedPackets = 0;
  private readonly bluetooth: BluetoothAccess | null;
  private device: BluetoothThing | null = null;
  private characteristic: GattCharacteristic | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private attempts = 0;
  private stopped = false;

  constructor(bluetooth: BluetoothAccess | null = browserBluetooth()) {
    super();
    this.bluetooth = bluetooth;
  }

  /** Opens the browser's chooser, so call it from a click; then connects. */
  async start(): Promise<void> {
    if (!this.bluetooth) return this.become('unsupported');
    if (this.device || this.state === 'asking') return;
    this.stopped = false;
    this.become('asking');
    let device: BluetoothThing;
    try {
      device = await this.bluetooth.requestDevice({ filters: [{ services: ['heart_rate'] }] });
    } catch {
      // Closed chooser, blocked by policy, no adapter: the browser has told the person; to us all are a no.
      return this.become('refused');
    }
    if (this.stopped) return;
    this.device = device;
    device.addEventListener('gattserverdisconnected', this.dropped);
    globalThis.addEventListener(STRAP_READ_EVENT, this.asked);
    await this.connect();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    globalThis.removeEventListener(STRAP_READ_EVENT, this.asked);
    this.characteristic?.removeEventListener('characteristicvaluechanged', this.arrived);
    this.characteristic = null;
    const device = this.device;
    this.device = null;
    device?.removeEventListener('gattserverdisconnected', this.dropped);
    if (device?.gatt?.connected) device.gatt.disconnect();
    this.become('idle');
  }

  /** Reads the characteristic once; the value takes the way of a notification. Resolves to whether there was one to read. */
  async readOnce(): Promise<boolean> {
    if (!this.characteristic) return false;
    try {
      await this.characteristic.readValue();
      return true;
    } catch {
      return false;
    }
  }

  private readonly asked = (event: Event): void => {
    const done: unknown = (event as CustomEvent<unknown>).detail;
    void this.readOnce().then((read) => typeof done === 'function' && done(read));
  };

  private async connect(): Promise<void> {
    const device = this.device;
    if (!device?.gatt || this.stopped) return;
    this.become('connecting');
    try {
      const server = await device.gatt.connect();
      const service = await server.getPrimaryService('heart_rate');
      const characteristic = await service.getCharacteristic('heart_rate_measurement');
      if (this.stopped) return;
      this.characteristic?.removeEventListener('characteristicvaluechanged', this.arrived);
      this.characteristic = characteristic;
      characteristic.addEventListener('characteristicvaluechanged', this.arrived);
      await characteristic.startNotifications();
      if (this.stopped || this.characteristic !== characteristic) return;
      this.attempts = 0;
      this.become('live');
    } catch {
      this.dropped();
    }
  }

  /** The strap is gone: said at once, then tried again. */
  private readonly dropped = (): void => {
    if (this.stopped) return;
    this.characteristic?.removeEventListener('characteristicvaluechanged', this.arrived);
    this.characteristic = null;
    this.become('lost');
    const wait = RETRY_S[Math.min(this.attempts, RETRY_S.length - 1)] ?? 15;
    this.attempts++;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connect(), wait * 1000);
  };

  private readonly arrived = (event: Event): void => {
    const view = (event.target as GattCharacteristic).value;
    const measured = view ? parseHeartRate(view) : null;
    if (!measured?.ok) {
      this.refusedPackets++;
      return;
    }
    // Off the skin a strap repeats its last numbers; silence is the truth then.
    if (measured.contact === false) return;
    const atMs = performance.now();
    for (const rr of measured.rrMs) this.beats.tell(rr, atMs);
    if (measured.rrMs.length === 0) this.rates.tell(measured.bpm, atMs);
  };
}
