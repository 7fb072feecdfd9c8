package dev.adjoint.pipeline.network;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.models.language.GptModel;
import dev.adjoint.models.language.LstmModel;
import dev.adjoint.nn.Layer;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.pipeline.settings.WritingDefaults;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/// The networks that write texts.
///
/// @param name as written in `model.json` and after `--model`
/// @param title what it is in one line
/// @param width the usual width
/// @param depth the usual depth
/// @param dropout the usual probability of dropout
/// @param rate the usual step size of Adam
/// @param count how many numbers its parameters hold
/// @param builder makes it with initial weights
record WritingNetworkKind(
    String name,
    String title,
    int width,
    int depth,
    double dropout,
    double rate,
    ToLongFunction<WritingNetwork> count,
    BiFunction<WritingNetwork, RandomGenerator, Layer> builder)
    implements ArchitectureKind {

  private static final int HEAD = 32;

  /// A small GPT-2.
  static final WritingNetworkKind GPT =
      new WritingNetworkKind(
          "gpt",
          "A small GPT-2 that writes texts.",
          128,
          4,
          0.1,
          0.002,
          WritingNetworkKind::gptCount,
          (net, random) ->
              GptModel.of(
                  net.outputs(),
                  net.context(),
                  net.width(),
                  heads(net.width()),
                  net.depth(),
                  net.dropout(),
                  random));

  /// Long short-term memory.
  static final WritingNetworkKind LSTM =
      new WritingNetworkKind(
          "lstm",
          "Long short-term memory that writes texts.",
          256,
          1,
          0.1,
          0.002,
          WritingNetworkKind::lstmCount,
          (net, random) ->
              LstmModel.of(net.outputs(), net.width(), net.depth(), net.dropout(), random));

  /// Heads of about 32 columns that divide the width.
  private static int heads(int width) {
    int heads = Math.max(1, width / HEAD);
    while (width % heads != 0) {
      heads--;
    }
    return heads;
  }

  private static long gptCount(WritingNetwork net) {
    long width = net.width();
    long tables = Math.multiplyExact(width, (long) net.outputs() + net.context());
    long blocks = Math.multiplyExact(12 * width * width + 13 * width, net.depth());
    return Math.addExact(tables, Math.addExact(blocks, 2 * width));
  }

  private static long lstmCount(WritingNetwork net) {
    long width = net.width();
    long table = Math.multiplyExact(width, net.outputs());
    long layers = Math.multiplyExact(8 * width * width + 8 * width, net.depth());
    return Math.addExact(table, Math.addExact(layers, Math.addExact(table, net.outputs())));
  }

  @Override
  public String reads() {
    return "running text";
  }

  @Override
  public boolean accepts(InputForm form) {
    return form instanceof InputForm.Continuation;
  }

  @Override
  public List<PlanOption<?>> options() {
    return List.of(PlanOption.WIDTH, PlanOption.DEPTH, PlanOption.DROPOUT);
  }

  @Override
  public Architecture plan(InputForm form, int outputs, NetworkPlan said) {
    return new WritingNetwork(
        this,
        ((InputForm.Continuation) form).context(),
        outputs,
        said.value(PlanOption.WIDTH).orElse(width),
        said.value(PlanOption.DEPTH).orElse(depth),
        said.value(PlanOption.DROPOUT).orElse(dropout));
  }

  @Override
  public Defaults defaults(Prepared prepared) {
    return new WritingDefaults(prepared, rate);
  }

  @Override
  public Architecture fromMap(PlainMap fields) {
    return new WritingNetwork(
        this,
        fields.whole("context", 1, TextNetwork.MOST),
        fields.whole("tokens", 1, Integer.MAX_VALUE),
        fields.whole("width", 1, TextNetwork.MOST),
        fields.whole("depth", 1, TextNetwork.MOST),
        DropoutRange.read(fields));
  }

  @Override
  public String toString() {
    return name;
  }
}
