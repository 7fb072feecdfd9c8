package dev.adjoint.peers.tf;

import dev.adjoint.bench.workload.Library.Steps;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.peers.Batch;
import dev.adjoint.peers.Sizes;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/// A training workload, its batches being tensors already.
final class Training implements Steps {

  private final Session session;
  private final Plan plan;
  private final List<Feed> feeds;

  /// One batch.
  private record Feed(Tensor inputs, Tensor targets) {}

  /// What the session is asked for.
  private record Plan(
      Placeholder<?> inputs, Placeholder<?> targets, Operand<TFloat32> loss, List<Op> updates) {}

  private Training(Session session, Plan plan, List<Feed> feeds) {
    this.session = session;
    this.plan = plan;
    this.feeds = feeds;
  }

  static Training of(Workload workload, ConfigProto options) {
    Variables in = new Variables(workload);
    Plan plan =
        switch (workload) {
          case W1 -> tiny(in);
          case W4 -> gpt(in);
          default -> classifier(workload, in);
        };
    List<Feed> feeds = Batch.all(workload).stream().map(batch -> feed(workload, batch)).toList();
    return new Training(in.session(options), plan, feeds);
  }

  private static Plan tiny(Variables in) {
    Ops ops = in.ops();
    Placeholder<TFloat32> inputs = floats(in, 1, 2);
    Placeholder<TFloat32> targets = floats(in, 1, 1);
    Operand<TFloat32> error = ops.math.sub(Networks.tiny(in, inputs), targets);
    Operand<TFloat32> mean = ops.math.mean(ops.math.square(error), in.sizes(0, 1));
    Operand<TFloat32> loss = ops.math.mul(ops.constant(0.5f), mean);
    return new Plan(inputs, targets, loss, Updates.descent(in, loss, 0.1f));
  }

  private static Plan gpt(Variables in) {
    int tokens = Sizes.ROWS * Sizes.CONTEXT;
    Placeholder<TInt32> inputs = ints(in, tokens);
    Placeholder<TInt32> targets = ints(in, tokens);
    Operand<TFloat32> loss = crossEntropy(in, Gpt.logits(in, inputs), targets, Sizes.VOCABULARY);
    return new Plan(inputs, targets, loss, Updates.adam(in, loss, 1e-3f, 0.99f, 0.1f));
  }

  private static Plan classifier(Workload workload, Variables in) {
    Placeholder<TFloat32> inputs = floats(in, shape(workload));
    Placeholder<TInt32> targets = ints(in, workload.items());
    Operand<TFloat32> logits =
        switch (workload) {
          case W2 -> Networks.mlp(in, inputs);
          case W3 -> Networks.cnn(in, inputs);
          case W5 -> Lstm.logits(in, inputs);
          case W6 -> Resnet.logits(in, inputs);
          default -> throw new IllegalArgumentException(workload + " is not a classifier");
        };
    Operand<TFloat32> loss = crossEntropy(in, logits, targets, Sizes.CLASSES);
    List<Op> updates =
        workload == Workload.W2 || workload == Workload.W5
            ? Updates.adam(in, loss, 1e-3f, 0.999f, 0)
            : Updates.momentum(in, loss, 0.01f, 0.9f);
    return new Plan(inputs, targets, loss, updates);
  }

  private static Operand<TFloat32> crossEntropy(
      Variables in, Operand<TFloat32> logits, Operand<TInt32> targets, int classes) {
    Ops ops = in.ops();
    Operand<TFloat32> hot =
        ops.oneHot(targets, ops.constant(classes), ops.constant(1f), ops.constant(0f));
    return ops.math.mean(ops.nn.softmaxCrossEntropyWithLogits(logits, hot).loss(), in.sizes(0));
  }

  private static Placeholder<TFloat32> floats(Variables in, long... shape) {
    return in.ops().placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }

  private static Placeholder<TInt32> ints(Variables in, long... shape) {
    return in.ops().placeholder(TInt32.class, Placeholder.shape(Shape.of(shape)));
  }

  /// A batch of inputs, as the models take it.
  private static long[] shape(Workload workload) {
    long rows = workload.items();
    return switch (workload) {
      case W1 -> new long[] {1, 2};
      case W2 -> new long[] {rows, Sizes.PIXELS};
      case W3 -> new long[] {rows, Sizes.DIGIT_SIDE, Sizes.DIGIT_SIDE, 1};
      case W5 -> new long[] {Sizes.STEPS, rows, Sizes.INPUTS};
      case W6 -> new long[] {rows, Sizes.SIDE, Sizes.SIDE, Sizes.CHANNELS};
      default -> throw new IllegalArgumentException(workload + " has no inputs of floats");
    };
  }

  private static Feed feed(Workload workload, Batch batch) {
    return switch (workload) {
      case W1 ->
          new Feed(
              Variables.floats(batch.inputs(), shape(workload)),
              Variables.floats(new float[] {Batch.TINY_TARGET}, 1, 1));
      case W4 -> new Feed(Variables.ints(batch.tokens()), Variables.ints(batch.targets()));
      default ->
          new Feed(
              Variables.floats(ordered(workload, batch.inputs()), shape(workload)),
              Variables.ints(batch.targets()));
    };
  }

  private static float[] ordered(Workload workload, float[] inputs) {
    return switch (workload) {
      case W5 -> Layout.stepsFirst(inputs, Sizes.STEPS, Sizes.INPUTS);
      case W6 -> Layout.channelsLast(inputs, Sizes.CHANNELS, Sizes.SIDE * Sizes.SIDE);
      default -> inputs;
    };
  }

  @Override
  public void take(long step) {
    runner(step).run().close();
  }

  @Override
  public double loss(long step) {
    try (Result result = runner(step).fetch(plan.loss).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  private Session.Runner runner(long step) {
    Feed feed = feeds.get((int) (step % feeds.size()));
    Session.Runner runner =
        session
            .runner()
            .feed(plan.inputs.asOutput(), feed.inputs)
            .feed(plan.targets.asOutput(), feed.targets);
    for (Op update : plan.updates) {
      runner.addTarget(update);
    }
    return runner;
  }
}
