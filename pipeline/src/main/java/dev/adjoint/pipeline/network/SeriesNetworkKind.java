package dev.adjoint.pipeline.network;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.Prepared;
import dev.adjoint.models.GruForecast;
import dev.adjoint.models.NBeats;
import dev.adjoint.models.Tcn;
import dev.adjoint.models.TransformerForecast;
import dev.adjoint.nn.Layer;
import dev.adjoint.pipeline.settings.Defaults;
import dev.adjoint.pipeline.settings.PlanOption;
import dev.adjoint.pipeline.settings.SeriesDefaults;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/// The networks that forecast series.
///
/// @param name as written in `model.json` and after `--model`
/// @param title what it is in one line
/// @param options what a person may say about it
/// @param width the usual width
/// @param depth the usual depth
/// @param dropout the usual probability of dropout
/// @param rate the usual step size of Adam
/// @param count how many numbers its parameters hold
/// @param builder makes it with initial weights
record SeriesNetworkKind(
    String name,
    String title,
    List<PlanOption<?>> options,
    int width,
    int depth,
    double dropout,
    double rate,
    ToLongFunction<SeriesNetwork> count,
    BiFunction<SeriesNetwork, RandomGenerator, Layer> builder)
    implements ArchitectureKind {

  private static final List<PlanOption<?>> ALL =
      List.of(PlanOption.WIDTH, PlanOption.DEPTH, PlanOption.DROPOUT);

  /// Causal convolutions whose dilation doubles.
  static final SeriesNetworkKind TCN =
      new SeriesNetworkKind(
          "tcn",
          "Causal convolutions that forecast series.",
          List.of(PlanOption.WIDTH, PlanOption.DROPOUT),
          32,
          1,
          0.1,
          0.002,
          net -> Tcn.weightCount(net.channels(), net.length(), net.quantiles(), net.width()),
          (net, random) ->
              Tcn.of(
                  net.channels(),
                  net.length(),
                  net.future(),
                  net.quantiles(),
                  net.width(),
                  net.dropout(),
                  random));

  /// Gated recurrent units.
  static final SeriesNetworkKind GRU =
      new SeriesNetworkKind(
          "gru",
          "Gated recurrent units that forecast series.",
          ALL,
          48,
          1,
          0.1,
          0.003,
          net -> GruForecast.weightCount(net.channels(), net.quantiles(), net.width(), net.depth()),
          (net, random) ->
              GruForecast.of(
                  net.channels(),
                  net.future(),
                  net.quantiles(),
                  net.width(),
                  net.depth(),
                  net.dropout(),
                  random));

  /// Blocks that explain the past one after another.
  static final SeriesNetworkKind NBEATS =
      new SeriesNetworkKind(
          "nbeats",
          "N-BEATS: blocks that explain the past one after another, for series.",
          ALL,
          128,
          3,
          0.1,
          0.001,
          net ->
              NBeats.weightCount(
                  net.channels(),
                  net.past(),
                  net.future(),
                  net.quantiles(),
                  net.width(),
                  net.depth()),
          (net, random) ->
              NBeats.of(
                  net.channels(),
                  net.past(),
                  net.future(),
                  net.quantiles(),
                  net.width(),
                  net.depth(),
                  net.dropout(),
                  random));

  /// A transformer's encoder.
  static final SeriesNetworkKind TRANSFORMER =
      new SeriesNetworkKind(
          "transformer",
          "A transformer's encoder that forecasts series.",
          ALL,
          48,
          2,
          0.1,
          0.001,
          net ->
              TransformerForecast.weightCount(
                  net.channels(), net.length(), net.quantiles(), net.width(), net.depth()),
          (net, random) ->
              TransformerForecast.of(
                  net.channels(),
                  net.length(),
                  net.future(),
                  net.quantiles(),
                  net.width(),
                  net.depth(),
                  net.dropout(),
                  random));

  @Override
  public String reads() {
    return "series";
  }

  @Override
  public boolean accepts(InputForm form) {
    return form instanceof InputForm.History;
  }

  @Override
  public Architecture plan(InputForm form, int outputs, NetworkPlan said) {
    InputForm.History history = (InputForm.History) form;
    return new SeriesNetwork(
        this,
        history.past(),
        history.future(),
        history.channels(),
        outputs / history.future(),
        said.value(PlanOption.WIDTH).orElse(width),
        said.value(PlanOption.DEPTH).orElse(depth),
        said.value(PlanOption.DROPOUT).orElse(dropout));
  }

  @Override
  public Defaults defaults(Prepared prepared) {
    return new SeriesDefaults(prepared, rate);
  }

  @Override
  public Architecture fromMap(PlainMap fields) {
    double probability = fields.number("dropout");
    if (!(probability >= 0 && probability < 1)) {
      throw fields.wrong("dropout", "a number of at least 0 and below 1");
    }
    return new SeriesNetwork(
        this,
        fields.whole("past", 1, TextNetwork.MOST),
        fields.whole("future", 1, TextNetwork.MOST),
        fields.whole("channels", 2, TextNetwork.MOST),
        fields.whole("quantiles", 1, TextNetwork.MOST),
        fields.whole("width", 1, TextNetwork.MOST),
        fields.whole("depth", 1, TextNetwork.MOST),
        probability);
  }

  @Override
  public String toString() {
    return name;
  }
}
