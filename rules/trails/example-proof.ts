import { MATRIX_SERVICES } from '../../src/model/coverage-matrix.ts';
import type { Region } from '../../src/model/target.ts';
import type { Fact, Facts } from '../../src/model/verdict.ts';
import type { AccountTrails } from '../../src/semantics/event-delivery/account-trails.ts';
import type { TrailDelivery } from '../../src/semantics/event-delivery/delivery.ts';
import { deliveryIn } from '../../src/semantics/event-delivery/delivery.ts';
import { eventFromQuestion } from '../../src/semantics/event-delivery/event-question.ts';
import { notKnown } from '../../src/semantics/event-delivery/reading.ts';
import type { Step } from '../../src/semantics/event-delivery/step.ts';
import type { TracedEvent } from '../../src/semantics/event-delivery/traced-event.ts';

const MOST_TRAILS = 10;
const LONGEST_WORDS = 600;

/**
 * One kind of management event of a region that is not delivered, or perhaps not, with what each trail makes of it,
 * step by step: the proof of a gap by example. Empty where the services of the matrix give no example.
 */
export function exampleProof(account: AccountTrails, region: Region, delivered: 'no' | 'unknown'): Facts {
  const deliver = deliveryIn(account, null);
  for (const access of ['write', 'read'] as const) {
    for (const { source } of MATRIX_SERVICES) {
      const delivery = deliver(anyEvent({ account: account.accountId, region, source, access }));
      if (delivery.outcome !== delivered) continue;
      const trails = delivery.trails.slice(0, MOST_TRAILS).map(trailAsFact);
      const moreTrails = delivery.trails.length - trails.length;
      const event = `${access} events of ${source} in ${region}`;
      return { proof: { event, delivered, steps: delivery.steps.map(stepAsFact), trails, moreTrails } };
    }
  }
  return {};
}

/** Some management event of a source, of which nobody says the name. */
function anyEvent(question: Omit<Parameters<typeof eventFromQuestion>[0], 'name'>): TracedEvent {
  const event = eventFromQuestion({ ...question, name: '' });
  const fields = { ...event.fields, eventName: notKnown('the example is of no particular name') };
  return { ...event, categories: ['Management'], fields };
}

function trailAsFact({ name, arn, outcome, steps }: TrailDelivery): Fact {
  return { name, arn, outcome, steps: steps.map(stepAsFact) };
}

function stepAsFact({ question, outcome, words }: Step): Fact {
  return { question, outcome, words: words.slice(0, LONGEST_WORDS) };
}
