import { App } from 'antd';
import type { ComponentType } from 'react';

/** A page with what shows its messages and questions above it; one that has none comes without, and sooner. */
export function framed(Page: ComponentType): ComponentType {
  return () => (
    <App>
      <Page />
    </App>
  );
}
