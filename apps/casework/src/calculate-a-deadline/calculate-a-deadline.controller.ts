import { calculate, type ClockRequest, RULES } from '@ehc/statutory-clock';
import { NeedsNobody, unprocessable } from '@ehc/platform';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';

/** The deadline calculator over HTTP: the same calculation as `ehc clock`, every page and every read model. */
@NeedsNobody()
@Controller('api/clock')
@ApiTags('clock')
export class CalculateADeadlineController {
  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Calculate a statutory deadline',
    description: 'The same request and answer as a line of `ehc clock`. Needs no case and records nothing.',
  })
  @ApiBody({
    schema: {
      type: 'object',
      required: ['rule', 'facts'],
      properties: {
        id: {},
        rule: { type: 'string', example: 'A1_DECIDE_ASSESS_6W' },
        facts: { type: 'object', additionalProperties: true, example: { requestReceived: '2026-03-02' } },
        exceptions: { type: 'array', items: { type: 'object' } },
        asOf: { type: 'string', format: 'date', example: '2026-04-09' },
        settings: { type: 'object', additionalProperties: true },
      },
    },
  })
  @ApiOkResponse({ schema: { type: 'object' } })
  @ApiUnprocessableEntityResponse({
    description: 'A fact, date, code or setting is missing or wrong; the field is named.',
  })
  calculate(@Body() request: Record<string, unknown>): object {
    const answer = calculate(request as unknown as ClockRequest);
    if ('error' in answer && answer.error) {
      const { code, message, field } = answer.error;
      // Our problems' codes have hyphens; the line protocol's have underscores, as its contract writes them.
      const ours = code.replaceAll('_', '-');
      throw unprocessable(ours, message, { errors: [{ field: field ?? '', code: ours, message }] });
    }
    return answer;
  }

  @Get('rules')
  @ApiOperation({ summary: 'Every rule that can be calculated, with its authority and duty-holder' })
  @ApiOkResponse({ schema: { type: 'array', items: { type: 'object' } } })
  rules(): object {
    return RULES;
  }
}
