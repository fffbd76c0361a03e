import {
  blockText,
  type ConfigPlace,
  type ParameterValue,
  type ScannedConfig,
} from '../../config/scannedConfig.js';
import { RecordText, recordLine } from './recordText.js';

/** The JSON record of a configuration: its family, calls, parameters and problems. One line without its end. */
export function configRecordLine(config: ScannedConfig): string {
  const texts = new RecordText();
  const record: Record<string, unknown> = {
    config: config.file,
    family: config.family,
    familyReason: config.familyReason,
    server: config.suggestedServer,
    serverReason: config.suggestedServerReason,
    calls: config.calls.map((call, i) => ({
      ...placeRecord(call.place),
      endLine: call.end.line,
      endColumn: call.end.column,
      function: call.function,
      ...(call.strings === 'raw' ? { strings: 'raw' } : {}),
      ...(call.mode === undefined ? {} : { mode: call.mode }),
      arguments: call.arguments.map(({ kind, value, written, notFollowed }, j) => ({
        kind,
        value: texts.of(`calls.${i}.arguments.${j}.value`, value),
        ...(written === undefined ? {} : { written: texts.of(`calls.${i}.arguments.${j}.written`, written) }),
        ...(notFollowed === undefined ? {} : { notFollowed }),
      })),
      ...(call.block === undefined ? {} : { route: blockText(call.block) }),
      disabled: call.disabled,
    })),
    parameters: config.parameters.map((parameter, i) => ({
      ...placeRecord(parameter.place),
      name: parameter.name,
      value: valueRecord(parameter.value, `parameters.${i}.value`, texts),
      disabled: parameter.disabled,
      effective: parameter.isEffective,
    })),
    problems: config.problems.map(({ code, message, place }) => ({ ...placeRecord(place), code, message })),
  };
  if (texts.latin1.length > 0) record.latin1 = texts.latin1;
  return recordLine(record);
}

function placeRecord({ file, line, column }: ConfigPlace) {
  return { file, line, column };
}

function valueRecord(value: ParameterValue, path: string, texts: RecordText): number | string {
  if (value.kind === 'integer') return value.value;
  return value.kind === 'string' ? texts.of(path, value.value) : value.written;
}
