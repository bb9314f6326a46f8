// Error bodies: the four shapes and the edge's own, each to one code.
import { describe, expect, it } from 'vitest';
import { parseErrorBody } from './error-body.ts';
import samples from './fixtures/error-bodies.json' with { type: 'json' };

describe('parseErrorBody', () => {
  it.each(samples)('reads the $name body', ({ status, text, code, details }) => {
    expect(parseErrorBody(status, text)).toEqual({ httpStatus: status, code, details });
  });

  it('F37 a refused timestamp says clock, not key', () => {
    const text =
      '{"error":{"code":"header_timestamp_expired","message":"header timestamp expired"}}';
    expect(parseErrorBody(401, text).details).toContain('our clock is off');
  });

  it('F122 a removed endpoint is named as such', () => {
    const text = '{"error":{"code":"deprecated_v1_order_endpoint","message":"gone"}}';
    expect(parseErrorBody(410, text).details).toContain('removed this endpoint');
  });
});
