/** The few parts of Web Bluetooth that a strap needs (W3C Community Group draft); TypeScript's DOM library does not know them. */

export interface GattCharacteristic extends EventTarget {
  readonly value?: DataView | null;
  startNotifications(): Promise<GattCharacteristic>;
  readValue(): Promise<DataView>;
}

export interface GattServer {
  readonly connected: boolean;
  connect(): Promise<GattServer>;
  disconnect(): void;
  getPrimaryService(service: string): Promise<{ getCharacteristic(characteristic: string): Promise<GattCharacteristic> }>;
}

export interface BluetoothThing extends EventTarget {
  readonly gatt?: GattServer;
}

export interface BluetoothAccess {
  requestDevice(options: { filters: readonly { services: readonly string[] }[] }): Promise<BluetoothThing>;
}

/** The browser's Bluetooth; null where there is none: another engine, switched off, or a page neither on https nor on localhost. */
export function browserBluetooth(): BluetoothAccess | null {
  return (navigator as Navigator & { bluetooth?: BluetoothAccess }).bluetooth ?? null;
}
