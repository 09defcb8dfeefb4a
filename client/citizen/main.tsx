/** The citizen's page. Only joining is in this chunk; the dream's own parts are fetched when somebody falls asleep. */
import { render } from 'preact';
import { App } from '../ui/App.tsx';
import { readParams } from '../ui/params.ts';
import { productPorts } from '../ui/ports.ts';

render(<App ports={productPorts} params={readParams(location.search)} />, document.getElementById('page') as HTMLElement);
