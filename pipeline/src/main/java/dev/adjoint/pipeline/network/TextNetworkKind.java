package dev.adjoint.pipeline.network;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.nn.Layer;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.pipeline.settings.TextDefaults;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/// The networks for texts.
///
/// @param name as written in `model.json` and after `--model`
/// @param title what it is in one line
/// @param options its options
/// @param width the usual width
/// @param dropout the usual probability of dropout
/// @param epochs the usual last epoch
/// @param rate the usual step size of Adam
/// @param count how many numbers its parameters hold
/// @param builder makes it with initial weights
record TextNetworkKind(
    String name,
    String title,
    List<PlanOption<?>> options,
    int width,
    double dropout,
    int epochs,
    double rate,
    ToLongFunction<TextNetwork> count,
    BiFunction<TextNetwork, RandomGenerator, Layer> builder)
    implements ArchitectureKind {

  /// Which tokens occur, without their order.
  static final TextNetworkKind BAG =
      new TextNetworkKind(
          "bag",
          "Which words and parts of words occur, without their order; fast.",
          List.of(PlanOption.DROPOUT),
          1,
          0.3,
          16,
          0.002,
          BagOfTokens::count,
          BagOfTokens::of);

  /// Convolutions over neighbouring tokens.
  static final TextNetworkKind CNN =
      new TextNetworkKind(
          "textcnn",
          "Convolutions over 3, 4 and 5 neighbouring tokens.",
          List.of(PlanOption.WIDTH, PlanOption.DROPOUT),
          128,
          0.5,
          12,
          0.001,
          TokenConvolutions::count,
          TokenConvolutions::of);

  /// Long short-term memory in both directions.
  static final TextNetworkKind LSTM =
      new TextNetworkKind(
          "lstm",
          "Long short-term memory that reads the text in both directions.",
          List.of(PlanOption.WIDTH, PlanOption.DEPTH, PlanOption.DROPOUT),
          96,
          0.5,
          15,
          0.002,
          net -> TokenSequence.count(net, 4),
          TokenSequence::lstm);

  /// Gated recurrent units in both directions.
  static final TextNetworkKind GRU =
      new TextNetworkKind(
          "gru",
          "Gated recurrent units that read the text in both directions.",
          List.of(PlanOption.WIDTH, PlanOption.DEPTH, PlanOption.DROPOUT),
          96,
          0.5,
          15,
          0.002,
          net -> TokenSequence.count(net, 3),
          TokenSequence::gru);

  /// A transformer's encoder.
  static final TextNetworkKind TRANSFORMER =
      new TextNetworkKind(
          "transformer",
          "A transformer's encoder.",
          List.of(PlanOption.WIDTH, PlanOption.DEPTH, PlanOption.DROPOUT),
          96,
          0.2,
          15,
          0.001,
          TokenTransformer::count,
          TokenTransformer::of);

  @Override
  public String reads() {
    return "texts";
  }

  @Override
  public boolean accepts(InputForm form) {
    return form instanceof InputForm.Tokens || form instanceof InputForm.TextTable;
  }

  @Override
  public Architecture plan(InputForm form, int outputs, NetworkPlan said) {
    return form instanceof InputForm.TextTable both
        ? TextTableNetwork.of(both.columns(), outputs, coded -> network(both.tokens(), coded, said))
        : network((InputForm.Tokens) form, outputs, said);
  }

  private TextNetwork network(InputForm.Tokens tokens, int outputs, NetworkPlan said) {
    return new TextNetwork(
        this,
        tokens.length(),
        tokens.vocabulary(),
        said.value(PlanOption.WIDTH).orElse(width),
        said.value(PlanOption.DEPTH).orElse(1),
        said.value(PlanOption.DROPOUT).orElse(dropout),
        outputs);
  }

  @Override
  public Defaults defaults(Prepared prepared) {
    return new TextDefaults(epochs, rate);
  }

  @Override
  public TextNetwork fromMap(PlainMap fields) {
    return new TextNetwork(
        this,
        fields.whole("length", 1, TextNetwork.MOST),
        fields.whole("vocabulary", 1, Integer.MAX_VALUE),
        fields.whole("width", 1, TextNetwork.MOST),
        fields.whole("depth", 1, TextNetwork.MOST),
        DropoutRange.read(fields),
        fields.whole("outputs", 1, Integer.MAX_VALUE));
  }

  @Override
  public String toString() {
    return name;
  }
}
