package dev.adjoint.data.series;

import dev.adjoint.data.RandomStream;
import dev.adjoint.data.Samples;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Windows of series as samples.
///
/// Windows may be closer than an epoch takes: then each epoch of training takes every n-th, from
/// another beginning.
///
/// **Shapes**: features `[N, past + future, channels]`, target `[N, future]`, F32; NaN in a target
/// is a value that is not known.
public final class SeriesWindows implements Samples {

  /// The most windows of an epoch.
  static final int MOST = 1 << 14;

  private final SeriesPreprocessing preprocessing;
  private final List<SeriesTrack> tracks;
  private final List<SeriesScale> scales;

  /// For each window the index of its series and of its first future step.
  private final int[] origins;

  private final OptionalLong seed;
  private final int shift;

  SeriesWindows(
      SeriesPreprocessing preprocessing,
      List<SeriesTrack> tracks,
      List<SeriesScale> scales,
      int[] origins,
      OptionalLong seed,
      int shift) {
    this.preprocessing = preprocessing;
    this.tracks = List.copyOf(tracks);
    this.scales = List.copyOf(scales);
    this.origins = origins;
    this.seed = seed;
    this.shift = shift;
  }

  private int stride() {
    return Math.max(1, Math.ceilDiv(origins.length / 2, MOST));
  }

  @Override
  public int count() {
    return origins.length / 2 / stride();
  }

  private int pair(int row) {
    return 2 * (shift + row * stride());
  }

  @Override
  public Samples inEpoch(int epoch) {
    if (seed.isEmpty() || stride() == 1) {
      return this;
    }
    int start = RandomStream.of(seed.getAsLong(), "windows", epoch).nextInt(stride());
    return new SeriesWindows(preprocessing, tracks, scales, origins, seed, start);
  }

  @Override
  public Map<String, Tensor> read(int[] rows) {
    WindowForm form = preprocessing.window();
    int channels = preprocessing.channels();
    int width = (form.past() + form.future()) * channels;
    float[] features = new float[rows.length * width];
    float[] targets = new float[rows.length * form.future()];
    for (int i = 0; i < rows.length; i++) {
      int series = origins[pair(rows[i])];
      int origin = origins[pair(rows[i]) + 1];
      SeriesScale scale = scales.get(series);
      tracks.get(series).encode(origin, scale, channels, features, i * width);
      tracks.get(series).target(origin, scale, targets, i * form.future());
    }
    return Map.of(
        FEATURES,
        Tensor.of(features, Shape.of(rows.length, form.past() + form.future(), channels)),
        TARGET,
        Tensor.of(targets, Shape.of(rows.length, form.future())));
  }

  /// Where a window is.
  ///
  /// @param row the number of the sample
  /// @return how its answers become values
  public ForecastWindow window(int row) {
    int series = origins[pair(row)];
    return window(preprocessing, tracks.get(series), scales.get(series), origins[pair(row) + 1]);
  }

  static ForecastWindow window(
      SeriesPreprocessing preprocessing, SeriesTrack track, SeriesScale scale, int origin) {
    WindowForm form = preprocessing.window();
    double known = track.level(origin);
    double level = Double.isNaN(known) ? scale.mean() : known;
    List<String> pastTimes = new ArrayList<>();
    double[] past = new double[form.past()];
    for (int step = 0; step < past.length; step++) {
      int index = origin - form.past() + step;
      pastTimes.add(preprocessing.time().text(track.seconds(index)));
      past[step] = form.restored(track.g(index));
    }
    List<String> times = new ArrayList<>();
    double[] seasonal = new double[form.future()];
    double[] anchors = new double[form.future()];
    for (int step = 0; step < form.future(); step++) {
      times.add(preprocessing.time().text(track.seconds(origin + step)));
      double before =
          form.season() > 1 ? track.seasonal(origin + step, origin) : track.last(origin);
      seasonal[step] = form.restored(Double.isNaN(before) ? track.last(origin) : before);
      anchors[step] = track.anchor(origin + step, origin, level);
    }
    return new ForecastWindow(
        track.series().id(),
        pastTimes,
        past,
        times,
        seasonal,
        anchors,
        scale.residual(),
        form.isLog());
  }

  /// The true values of a window, in the unit of the target.
  ///
  /// @param row the number of the sample
  /// @return one value a step; NaN where it is not known
  public double[] truth(int row) {
    SeriesTrack track = tracks.get(origins[pair(row)]);
    double[] truth = new double[preprocessing.window().future()];
    for (int step = 0; step < truth.length; step++) {
      truth[step] = preprocessing.window().restored(track.g(origins[pair(row) + 1] + step));
    }
    return truth;
  }

  /// The slot of the first step that a window forecasts, counted in steps from the anchor of the
  /// frequency.
  ///
  /// @param row the number of the sample
  /// @return the slot
  public long slot(int row) {
    return tracks.get(origins[pair(row)]).series().first() + origins[pair(row) + 1];
  }

  /// The mean absolute error, in the training part of its series, of the forecast that takes the
  /// value one season before: the unit of the mean absolute scaled error.
  ///
  /// @param row the number of the sample
  /// @return in the unit of the target
  public double unit(int row) {
    return scales.get(origins[pair(row)]).unit();
  }

  /// No: the series are in memory.
  @Override
  public boolean isReadAhead() {
    return false;
  }

  @Override
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int number : origins) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
      }
      for (SeriesTrack track : tracks) {
        RegularSeries series = track.series();
        digest.update(series.id().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(series.first()).array());
        for (int i = 0; i < series.end(); i++) {
          digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(series.values()[i]).array());
          update(digest, series.known()[i]);
          update(digest, series.past()[i]);
        }
      }
      return "%d windows, sha256 %s"
          .formatted(origins.length / 2, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, float[] numbers) {
    for (float number : numbers) {
      digest.update(ByteBuffer.allocate(Float.BYTES).putFloat(number).array());
    }
  }
}
