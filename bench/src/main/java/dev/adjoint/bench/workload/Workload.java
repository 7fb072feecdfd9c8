package dev.adjoint.bench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What is measured.
public enum Workload {
  W1("tiny 2-2-1", "steps/s", 1, 1),
  W2("MLP 784-512-256-10", "samples/s", 128, 32),
  W3("MNIST CNN", "samples/s", 64, 16),
  W4("GPT 4×128", "tokens/s", 768, 16),
  W5("LSTM 128", "samples/s", 32, 16),
  W6("ResNet-20", "samples/s", 32, 16),
  W7("MLP, one row, inference", "µs", 1, 1),
  W8("matrix product", "GFLOP/s", 1, 1),
  W9("MobileNetV2", "samples/s", 16, 16),
  W10("GPT-2 small, decoding", "tokens/s", 1, 1),
  W11("recommender, 1M × 64", "rows/s", 4096, 16),
  W12("text CNN", "samples/s", 50, 16),
  W13("GRU 128", "samples/s", 32, 16),
  W14("MLP, 8 images, inference", "µs", 1, 1),
  W15("ResNet-20, 8 images, inference", "µs", 1, 1),
  W16("MobileNetV2, 8 images, inference", "µs", 1, 1),
  W17("ResNet-50, 8 images, inference", "µs", 8, 1);

  private static final List<Integer> SMALL_IMAGES = List.of(1, 8, 64);
  private static final List<Integer> LARGE_IMAGES = List.of(1, 8);

  private final String title;
  private final String unit;
  private final int items;
  private final int batches;

  Workload(String title, String unit, int items, int batches) {
    this.title = title;
    this.unit = unit;
    this.items = items;
    this.batches = batches;
  }

  /// A few words for tables.
  public String title() {
    return title;
  }

  /// What its figure counts.
  public String unit() {
    return unit;
  }

  /// How many of what is counted one training step has.
  public int items() {
    return items;
  }

  /// How many batches there are; step i takes batch i modulo this.
  public int batches() {
    return batches;
  }

  /// Whether it is one of W1 to W6, the training workloads that means are taken over.
  public boolean isInMean() {
    return number() <= 6;
  }

  /// How many images are taken at a time, ascending; none where it does not infer in batches.
  public List<Integer> imagesAtATime() {
    return switch (this) {
      case W14, W15, W16 -> SMALL_IMAGES;
      case W17 -> LARGE_IMAGES;
      default -> List.of();
    };
  }

  /// Whether it is inference in batches of images: W14 to W17.
  public boolean infersInBatches() {
    return !imagesAtATime().isEmpty();
  }

  /// The workload whose weights and batches it has: where it does not train, the one that trains
  /// the same network.
  public Workload origin() {
    return switch (this) {
      case W7, W14 -> W2;
      case W15 -> W6;
      case W16 -> W9;
      default -> this;
    };
  }

  /// The number in its name, which the seeds contain.
  public int number() {
    return Integer.parseInt(name().substring(1));
  }

  /// The names of all, with commas between them.
  public static String names() {
    return Arrays.stream(values()).map(Workload::name).collect(Collectors.joining(","));
  }

  /// The workloads with these names.
  ///
  /// @throws IllegalArgumentException naming the one that does not exist
  public static List<Workload> named(List<String> names) {
    return names.stream().map(Workload::named).toList();
  }

  private static Workload named(String name) {
    for (Workload workload : values()) {
      if (workload.name().equals(name)) {
        return workload;
      }
    }
    throw new IllegalArgumentException(
        "workload: %s is none; choose from W1 to W17".formatted(name));
  }
}
