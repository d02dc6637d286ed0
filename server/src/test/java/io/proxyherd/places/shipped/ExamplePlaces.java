package io.proxyherd.places.shipped;

import io.proxyherd.places.Place;
import io.proxyherd.places.PlaceRows;
import io.proxyherd.places.shipped.ShippedPlace.Region;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Places and datasets for tests. */
public final class ExamplePlaces {
  public static final ShippedPlace LYON = town("Lyon", 45.74846, 4.84671);

  private ExamplePlaces() {}

  public static ShippedPlace town(String name, double latitude, double longitude) {
    var region = new Region("FR", "84", "Auvergne-Rhône-Alpes");
    return new ShippedPlace(PlaceKind.LOCALITY, "", name, "", region, latitude, longitude);
  }

  public static ShippedPlace facility(PlaceKind kind, String ident, Region region) {
    return new ShippedPlace(kind, ident, ident + " FLD", "SPRINGFIELD", region, 44.05, -123.02);
  }

  public static Dataset dataset(ShippedPlace... places) throws IOException {
    return dataset(List.of(places));
  }

  public static Dataset dataset(List<ShippedPlace> places) throws IOException {
    return new Dataset(DatasetWriter.write(places));
  }

  /** A file that is no dataset. */
  public static Dataset damaged() {
    return new Dataset(new byte[] {1, 2, 3});
  }

  public static List<Place> read(PlaceRows rows) throws IOException {
    var places = new ArrayList<Place>();
    rows.read(places::add);
    return places;
  }
}
