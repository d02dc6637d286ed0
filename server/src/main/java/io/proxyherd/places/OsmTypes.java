package io.proxyherd.places;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What OpenStreetMap's tags are called by Google, and back. A table; where Google has several words
 * for a tag, the most telling one comes first.
 */
public final class OsmTypes {
  /**
   * One tag and its types to a line, those with {@code *} for all other values of the key. The keys
   * stand in the order in which they tell what a place is: a building is a restaurant first.
   */
  private static final String TABLE =
      """
      amenity=restaurant          restaurant food
      amenity=fast_food           fast_food_restaurant meal_takeaway restaurant food
      amenity=food_court          food_court restaurant food
      amenity=cafe                cafe food
      amenity=ice_cream           ice_cream_shop food
      amenity=bar                 bar
      amenity=biergarten          bar
      amenity=pub                 pub bar
      amenity=nightclub           night_club
      amenity=pharmacy            pharmacy health
      amenity=hospital            hospital health
      amenity=clinic              medical_clinic doctor health
      amenity=doctors             doctor health
      amenity=dentist             dentist health
      amenity=veterinary          veterinary_care
      amenity=bank                bank finance
      amenity=atm                 atm finance
      amenity=bureau_de_change    finance
      amenity=post_office         post_office
      amenity=police              police
      amenity=fire_station        fire_station
      amenity=townhall            city_hall local_government_office
      amenity=courthouse          courthouse
      amenity=embassy             embassy
      amenity=library             library
      amenity=school              school
      amenity=kindergarten        preschool school
      amenity=childcare           child_care_agency
      amenity=university          university
      amenity=college             university
      amenity=place_of_worship    place_of_worship
      amenity=grave_yard          cemetery
      amenity=crematorium         funeral_home
      amenity=funeral_hall        funeral_home
      amenity=cinema              movie_theater
      amenity=theatre             performing_arts_theater
      amenity=arts_centre         art_gallery
      amenity=casino              casino
      amenity=community_centre    community_center
      amenity=events_venue        event_venue
      amenity=conference_centre   convention_center
      amenity=fuel                gas_station
      amenity=charging_station    electric_vehicle_charging_station
      amenity=parking             parking
      amenity=car_rental          car_rental
      amenity=car_wash            car_wash
      amenity=bus_station         bus_station transit_station
      amenity=ferry_terminal      ferry_terminal transit_station
      amenity=taxi                taxi_stand
      amenity=toilets             public_bathroom
      amenity=marketplace         market
      shop=supermarket            supermarket grocery_or_supermarket store food
      shop=convenience            convenience_store store food
      shop=bakery                 bakery store food
      shop=butcher                butcher_shop store food
      shop=deli                   deli store food
      shop=greengrocer            grocery_store store food
      shop=grocery                grocery_store store food
      shop=confectionery          confectionery store food
      shop=coffee                 coffee_shop store food
      shop=alcohol                liquor_store store
      shop=wine                   liquor_store store
      shop=department_store       department_store store
      shop=mall                   shopping_mall
      shop=clothes                clothing_store store
      shop=shoes                  shoe_store store
      shop=jewelry                jewelry_store store
      shop=books                  book_store store
      shop=electronics            electronics_store store
      shop=computer               electronics_store store
      shop=mobile_phone           cell_phone_store store
      shop=furniture              furniture_store home_goods_store store
      shop=houseware              home_goods_store store
      shop=hardware               hardware_store store
      shop=doityourself           home_improvement_store hardware_store store
      shop=garden_centre          garden_center store
      shop=florist                florist store
      shop=gift                   gift_shop store
      shop=pet                    pet_store store
      shop=sports                 sporting_goods_store store
      shop=bicycle                bicycle_store store
      shop=car                    car_dealer store
      shop=car_repair             car_repair
      shop=car_parts              auto_parts_store store
      shop=chemist                drugstore store
      shop=medical_supply         health store
      shop=hairdresser            hair_salon hair_care
      shop=beauty                 beauty_salon
      shop=laundry                laundry
      shop=dry_cleaning           laundry
      shop=travel_agency          travel_agency
      shop=storage_rental         storage
      shop=funeral_directors      funeral_home
      shop=*                      store
      tourism=hotel               hotel lodging
      tourism=hostel              hostel lodging
      tourism=motel               motel lodging
      tourism=guest_house         guest_house lodging
      tourism=apartment           lodging
      tourism=chalet              lodging
      tourism=alpine_hut          lodging
      tourism=camp_site           campground lodging
      tourism=caravan_site        rv_park campground
      tourism=museum              museum
      tourism=gallery             art_gallery
      tourism=attraction          tourist_attraction
      tourism=viewpoint           observation_deck tourist_attraction
      tourism=artwork             sculpture tourist_attraction
      tourism=zoo                 zoo
      tourism=aquarium            aquarium
      tourism=theme_park          amusement_park
      tourism=information         tourist_information_center
      tourism=picnic_site         picnic_ground
      leisure=park                park
      leisure=garden              garden park
      leisure=dog_park            dog_park park
      leisure=nature_reserve      park
      leisure=playground          playground
      leisure=fitness_centre      gym health
      leisure=sports_centre       sports_complex
      leisure=sports_hall         sports_complex
      leisure=stadium             stadium
      leisure=swimming_pool       swimming_pool
      leisure=golf_course         golf_course
      leisure=bowling_alley       bowling_alley
      leisure=amusement_arcade    video_arcade
      leisure=water_park          water_park amusement_park
      leisure=ice_rink            ice_skating_rink
      leisure=marina              marina
      leisure=sauna               sauna spa
      healthcare=hospital         hospital health
      healthcare=clinic           medical_clinic doctor health
      healthcare=doctor           doctor health
      healthcare=dentist          dentist health
      healthcare=pharmacy         pharmacy health
      healthcare=physiotherapist  physiotherapist health
      healthcare=laboratory       medical_lab health
      healthcare=*                health
      craft=electrician           electrician
      craft=plumber               plumber
      craft=painter               painter
      craft=roofer                roofing_contractor
      craft=locksmith             locksmith
      craft=tailor                tailor
      craft=caterer               catering_service food
      craft=key_cutter            locksmith
      craft=*                     general_contractor
      office=accountant           accounting finance
      office=tax_advisor          accounting finance
      office=financial            finance
      office=insurance            insurance_agency
      office=lawyer               lawyer
      office=estate_agent         real_estate_agency
      office=travel_agent         travel_agency
      office=moving_company       moving_company
      office=government           local_government_office
      office=diplomatic           embassy
      historic=monument           monument historical_landmark
      historic=castle             castle historical_landmark
      historic=*                  historical_landmark tourist_attraction
      aeroway=aerodrome           airport
      aeroway=heliport            heliport
      aeroway=airstrip            airstrip
      railway=station             train_station transit_station
      railway=halt                train_station transit_station
      railway=subway_entrance     subway_station transit_station
      railway=tram_stop           light_rail_station transit_station
      natural=peak                mountain_peak natural_feature
      natural=beach               beach natural_feature
      natural=*                   natural_feature
      place=city                  locality political
      place=town                  locality political
      place=village               locality political
      place=hamlet                locality political
      place=borough               sublocality political
      place=suburb                sublocality political
      place=quarter               neighborhood political
      place=neighbourhood         neighborhood political
      place=square                plaza
      place=island                island natural_feature
      place=country               country political
      place=state                 administrative_area_level_1 political
      place=county                administrative_area_level_2 political
      """;

  private static final String ANY = "*";
  private static final Set<String> NO_ESTABLISHMENTS = Set.of("natural", "place");
  private static final List<String> ESTABLISHMENT = List.of("point_of_interest", "establishment");

  private static final Map<Tag, List<String>> TYPES = new LinkedHashMap<>();
  private static final Map<String, Set<Tag>> TAGS = new LinkedHashMap<>();
  private static final Set<String> KEYS = new LinkedHashSet<>();

  static {
    TABLE.lines().map(line -> List.of(line.split("[= ]+"))).forEach(OsmTypes::take);
    KEYS.add("building");
  }

  private OsmTypes() {}

  private static void take(List<String> row) {
    String key = row.getFirst();
    String value = row.get(1);
    var tag = new Tag(key, value.equals(ANY) ? Optional.empty() : Optional.of(value));
    List<String> types = row.subList(2, row.size());
    TYPES.put(tag, types);
    types.forEach(type -> TAGS.computeIfAbsent(type, _ -> new LinkedHashSet<>()).add(tag));
    KEYS.add(key);
  }

  /**
   * A tag to look for.
   *
   * @param value empty for any
   */
  public record Tag(String key, Optional<String> value) {
    /** {@code amenity:pharmacy}, or {@code shop} for any. */
    @Override
    public String toString() {
      return value.map(each -> key + ":" + each).orElse(key);
    }
  }

  /** The keys of which one tells what a place is, the most telling first. */
  public static List<String> keys() {
    return List.copyOf(KEYS);
  }

  /**
   * Google's words for a place with these tags, the most telling first; never none: a place that no
   * tag describes is a point of interest. Towns and mountains are no establishments.
   */
  public static List<String> typesOf(Map<String, String> tags) {
    var types = new LinkedHashSet<String>();
    boolean establishment = false;
    for (String key : KEYS) {
      Optional<String> value = Optional.ofNullable(tags.get(key));
      value.ifPresent(each -> types.addAll(typesOf(key, each)));
      establishment |= value.isPresent() && !NO_ESTABLISHMENTS.contains(key);
    }
    if (establishment) {
      types.addAll(ESTABLISHMENT);
    }
    return types.isEmpty() ? ESTABLISHMENT.subList(0, 1) : List.copyOf(types);
  }

  /** Several values may stand in one tag: {@code amenity=bar;cafe}. */
  private static List<String> typesOf(String key, String values) {
    var types = new ArrayList<String>();
    for (String value : values.split(";", -1)) {
      List<String> others = TYPES.getOrDefault(new Tag(key, Optional.empty()), List.of());
      types.addAll(TYPES.getOrDefault(new Tag(key, Optional.of(value.strip())), others));
    }
    return types;
  }

  /**
   * The tags of places that Google gives this type, to be looked for one or the other; none if
   * OpenStreetMap has no tag for it. What holds for a whole key is said by the key alone.
   */
  public static List<Tag> tagsOf(String type) {
    if (ESTABLISHMENT.contains(type)) {
      return KEYS.stream()
          .filter(key -> !NO_ESTABLISHMENTS.contains(key))
          .map(key -> new Tag(key, Optional.empty()))
          .toList();
    }
    Set<Tag> tags = TAGS.getOrDefault(type, Set.of());
    return tags.stream()
        .filter(
            tag -> tag.value().isEmpty() || !tags.contains(new Tag(tag.key(), Optional.empty())))
        .toList();
  }
}
