import { openapiYaml } from '../http/openapi.ts';
import { routes } from '../http/routes.ts';

export async function printOpenapi(print: (line: string) => void): Promise<void> {
  print(openapiYaml(routes).trimEnd());
}
