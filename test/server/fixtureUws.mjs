/** Run in a process of its own: the uWebSockets addon replaced by a stand-in, to see the transport chosen and listening where it should. */
import { registerHooks } from 'node:module';

const standIn = `const app={ws(){},any(){},options(){},listen(host,port,done){globalThis.heard=[host,port];done({})}};
export default {App:()=>app,DISABLED:0,us_listen_socket_close(){}};`;
registerHooks({
  resolve: (name, context, next) =>
    name === 'uWebSockets.js' ? { url: `data:text/javascript,${encodeURIComponent(standIn)}`, shortCircuit: true } : next(name, context),
});
const { chooseTransport } = await import('../../server/transport.ts');
const carrier = await chooseTransport({ transport: 'auto', host: '127.0.0.9' }, { info() {} });
carrier.transport.listen(1234, 'elsewhere', 0, () => undefined);
setTimeout(() => process.stdout.write(JSON.stringify([carrier.name, globalThis.heard])), 200);
