/**
 * A heart-rate strap made of nothing, by the DevTools protocol's BluetoothEmulation (experimental). Its rules, learnt by trial:
 * the emulation lives on the browser's session, the chooser (DeviceAccess) on the page's; the chooser's event comes twice with one id and
 * may be answered once; services are added before the discovery is answered; the characteristic needs a 0x2902 descriptor, or
 * startNotifications fails. Notifications cannot be pushed: `send` queues a packet and lets the page's strap read it.
 * Launch with STRAP_FLAGS, on http://localhost or 127.0.0.1.
 */
import type { Browser, CDPSession, Page } from 'playwright-core';
import { STRAP_READ_EVENT } from '../../client/sense/strap.ts';

export const STRAP_FLAGS = ['--enable-features=WebBluetooth', '--enable-experimental-web-platform-features'];

const ADDRESS = '09:09:09:09:09:09';
const SERVICE = '0000180d-0000-1000-8000-00805f9b34fb';
const MEASUREMENT = '00002a37-0000-1000-8000-00805f9b34fb';
const CCCD = '00002902-0000-1000-8000-00805f9b34fb';

/** RR intervals in 1/1024 s as one 0x2A37 packet: contact supported and made, rate from the newest interval. */
export function rrPacket(rr1024: readonly number[]): Buffer {
  const newest = rr1024.at(-1) ?? 1024;
  const out = Buffer.alloc(2 + 2 * rr1024.length);
  out.writeUInt8(0x16, 0);
  out.writeUInt8(Math.min(255, Math.round((60 * 1024) / Math.max(1, newest))), 1);
  for (const [i, rr] of rr1024.entries()) out.writeUInt16LE(rr, 2 + 2 * i);
  return out;
}

export interface EmulatedStrap {
  /** One packet, read by the page's strap through its own listener; resolves when the page has it. The strap must be live. */
  send(packet: Buffer): Promise<void>;
  /** The strap leaves range: the page's connection drops. */
  drop(): Promise<void>;
}

/** Puts a strap near the browser before the page asks for one. `choose: false`: the person closes the chooser. */
export async function emulateStrap(browser: Browser, page: Page, choose = true): Promise<EmulatedStrap> {
  const bluetooth: CDPSession = await browser.newBrowserCDPSession();
  const access = await page.context().newCDPSession(page);
  // The protocol's types that playwright ships do not know the experimental domain.
  const untyped = bluetooth as unknown as {
    send(method: string, params: object): Promise<unknown>;
    on(event: string, listener: (e: never) => void): void;
  };
  const send = (method: string, params: object): Promise<unknown> => untyped.send(method, params);
  const on = (event: string, listener: (e: never) => void): void => untyped.on(event, listener);
  const answered = new Set<string>();
  const queue: Buffer[] = [];

  await send('BluetoothEmulation.enable', { state: 'powered-on', leSupported: true });
  await send('BluetoothEmulation.simulatePreconnectedPeripheral', {
    address: ADDRESS,
    name: 'Dream strap',
    manufacturerData: [],
    knownServiceUuids: [SERVICE],
  });
  await access.send('DeviceAccess.enable');
  access.on('DeviceAccess.deviceRequestPrompted', ({ id, devices }) => {
    const device = devices[0];
    if (answered.has(id) || !device) return;
    answered.add(id);
    if (choose) void access.send('DeviceAccess.selectPrompt', { id, deviceId: device.id });
    else void access.send('DeviceAccess.cancelPrompt', { id });
  });

  on('BluetoothEmulation.gattOperationReceived', async ({ type }: { type: string }) => {
    if (type === 'discovery') {
      const { serviceId } = (await send('BluetoothEmulation.addService', { address: ADDRESS, serviceUuid: SERVICE })) as {
        serviceId: string;
      };
      const { characteristicId } = (await send('BluetoothEmulation.addCharacteristic', {
        serviceId,
        characteristicUuid: MEASUREMENT,
        properties: { read: true, notify: true },
      })) as { characteristicId: string };
      await send('BluetoothEmulation.addDescriptor', { characteristicId, descriptorUuid: CCCD });
    }
    await send('BluetoothEmulation.simulateGATTOperationResponse', { address: ADDRESS, type, code: 0 });
  });
  on('BluetoothEmulation.characteristicOperationReceived', (e: { characteristicId: string; type: string }) => {
    const data = e.type === 'read' ? { data: (queue.shift() ?? Buffer.from([0])).toString('base64') } : {};
    void send('BluetoothEmulation.simulateCharacteristicOperationResponse', {
      characteristicId: e.characteristicId,
      type: e.type,
      code: 0,
      ...data,
    });
  });

  return {
    async send(packet) {
      queue.push(packet);
      const read = await page.evaluate(
        (name) => new Promise<unknown>((detail) => dispatchEvent(new CustomEvent(name, { detail }))),
        STRAP_READ_EVENT,
      );
      if (read !== true) throw new Error('the page has no live strap to read');
    },
    async drop() {
      await send('BluetoothEmulation.simulateGATTDisconnection', { address: ADDRESS });
    },
  };
}
