import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LintFinding } from '../../lint/finding.js';
import { jsonText } from '../json/recordText.js';
import { warningPage } from '../warningPage.js';

/**
 * All findings as one document of SARIF 2.1.0 (OASIS), which code scanning services read; without a line end.
 * Columns are counted in bytes, as everywhere in sipexec, which SARIF allows a tool to say of itself.
 */
export function sarifDocument(findings: readonly LintFinding[]): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const rules = codes.map((id) => {
    const page = warningPage(id);
    return page === undefined ? { id } : { id, helpUri: pathToFileURL(page).href };
  });
  const results = findings.map(({ code, message, place }) => ({
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: 'warning',
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(place.file) },
          region: { startLine: place.line, startColumn: place.column },
        },
      },
    ],
  }));
  return jsonText(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'sipexec', rules } }, results }],
    },
    2,
  );
}

/** A path as SARIF wants it: a URI reference, relative where the path is. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.split('/').map(encodeURIComponent).join('/');
}
