package dev.adjoint.nn.parity;

import dev.adjoint.nn.optim.Schedule;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Tensor;
import dev.adjoint.tensor.parity.Attributes;
import dev.adjoint.tensor.parity.ParityTable;
import dev.adjoint.tensor.parity.Tolerance;
import java.util.Arrays;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ScheduleParityTest {

  private static final int STEPS = 24;

  @TestFactory
  Stream<DynamicTest> theRatesAreThoseOfPyTorch() {
    return new ParityTable(getClass(), "schedules.jsonl", Tolerance.SUMS)
        .row("ConstantLR", (_, _) -> rates(Schedule.constant(0.3)))
        .row("StepLR", (_, a) -> rates(Schedule.step(0.3, a.whole("step_size"), a.number("gamma"))))
        .row("MultiStepLR", (_, a) -> rates(multiStep(a)))
        .row("ExponentialLR", (_, a) -> rates(Schedule.exponential(0.3, a.number("gamma"))))
        .row(
            "CosineAnnealingLR",
            (_, a) -> rates(Schedule.cosine(0.3, a.number("eta_min"), a.whole("T_max"))))
        .row(
            "PolynomialLR",
            (_, a) -> rates(Schedule.polynomial(0.3, 0, a.number("power"), a.whole("total_iters"))))
        .row("LinearLR", (_, a) -> rates(linear(a)))
        .row("WarmRestarts", (_, a) -> rates(restarts(a)))
        .row("OneCycleLR", (_, a) -> rates(oneCycle(a)))
        .row("CyclicLR", (_, a) -> rates(cyclic(a)))
        .tests();
  }

  private static Schedule multiStep(Attributes a) {
    long[] milestones = Arrays.stream(a.wholes("milestones")).asLongStream().toArray();
    return Schedule.multiStep(0.3, a.number("gamma"), milestones);
  }

  private static Schedule linear(Attributes a) {
    return Schedule.linear(
        0.3 * a.number("start_factor"), 0.3 * a.number("end_factor"), a.whole("total_iters"));
  }

  private static Schedule restarts(Attributes a) {
    return Schedule.cosineWithRestarts(0.3, a.number("eta_min"), a.whole("T_0"), a.whole("T_mult"));
  }

  private static Schedule oneCycle(Attributes a) {
    a.flag("cycle_momentum");
    return Schedule.oneCycle(a.number("max_lr"), a.whole("total_steps"));
  }

  private static Schedule cyclic(Attributes a) {
    a.flag("cycle_momentum");
    return Schedule.cyclic(
        a.number("base_lr"),
        a.number("max_lr"),
        a.whole("step_size_up"),
        a.whole("step_size_down"));
  }

  private static Tensor rates(Schedule schedule) {
    return Tensor.of(
        ElementType.F64, LongStream.rangeClosed(1, STEPS).mapToDouble(schedule::at).toArray());
  }
}
