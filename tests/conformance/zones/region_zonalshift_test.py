"""Application Recovery Controller as boto3 sees it. That requests stay away from a zone: region_zones_test.py."""

import datetime
import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from region_under_test import SPEED, WAITER, Conformance, region_for_module, unique

NO_SHIFT = "01234567-89ab-cdef-0123-456789abcdef"


def setUpModule():
    global region, arc, newest, elbv2, balancer, zones
    region = region_for_module()
    arc, newest, elbv2 = region.client("arc-zonal-shift"), region.newest_client("arc-zonal-shift"), region.client("elbv2")
    filters = [{"Name": "default-for-az", "Values": ["true"]}]
    subnets = region.client("ec2").describe_subnets(Filters=filters)["Subnets"][:2]
    zones = sorted(subnet["AvailabilityZoneId"] for subnet in subnets)
    made = elbv2.create_load_balancer(Name=unique("balancer"), Subnets=[subnet["SubnetId"] for subnet in subnets])
    balancer = made["LoadBalancers"][0]
    arns = {"LoadBalancerArns": [arn()]}
    unittest.addModuleCleanup(elbv2.get_waiter("load_balancers_deleted").wait, WaiterConfig=WAITER, **arns)
    unittest.addModuleCleanup(elbv2.delete_load_balancer, LoadBalancerArn=arn())
    elbv2.get_waiter("load_balancer_available").wait(WaiterConfig=WAITER, **arns)
    allow("true")


def arn():
    return balancer["LoadBalancerArn"]


def allow(value):
    attributes = [{"Key": "zonal_shift.config.enabled", "Value": value}]
    elbv2.modify_load_balancer_attributes(LoadBalancerArn=arn(), Attributes=attributes)


def request(**changes):
    return {"resourceIdentifier": arn(), "awayFrom": zones[0], "expiresIn": "2h", "comment": "dark", **changes}


def managed():
    """The load balancer as it is listed, if it is."""
    listed = newest.get_paginator("list_managed_resources").paginate(PaginationConfig={"PageSize": 1})
    return next((item for page in listed for item in page["items"] if item["arn"] == arn()), None)


class ZonalShifts(Conformance):
    def start(self, **changes):
        shift = arc.start_zonal_shift(**request(**changes))
        self.addCleanup(self.cancel, shift["zonalShiftId"])
        return shift

    def cancel(self, shift_id):
        if any(each["zonalShiftId"] == shift_id for each in arc.list_zonal_shifts(status="ACTIVE")["items"]):
            arc.cancel_zonal_shift(zonalShiftId=shift_id)

    def refusal_with_reason(self, call, code, reason, message, *, status=400, **arguments):
        self.refused(call, code, message, status=status, **arguments)
        with self.assertRaises(arc.exceptions.ClientError) as caught:
            call(**arguments)
        self.assertEqual(caught.exception.response["reason"], reason)

    def test_from_start_to_end(self):
        shift = self.start()
        shift_id = shift["zonalShiftId"]
        self.assertEqual(
            {name: shift[name] for name in ("resourceIdentifier", "awayFrom", "comment", "status")},
            {"resourceIdentifier": arn(), "awayFrom": zones[0], "comment": "dark", "status": "ACTIVE"},
        )
        lasts = datetime.timedelta(hours=2) / SPEED
        self.assertAlmostEqual(shift["expiryTime"] - shift["startTime"], lasts, delta=datetime.timedelta(seconds=1))
        updated = arc.update_zonal_shift(zonalShiftId=shift_id, comment="darker", expiresIn="72h")
        self.assertGreater(updated["expiryTime"], shift["expiryTime"])
        [listed] = [each for each in arc.list_zonal_shifts()["items"] if each["zonalShiftId"] == shift_id]
        self.assertEqual((listed["comment"], listed["status"]), ("darker", "ACTIVE"))
        self.assertEqual(arc.cancel_zonal_shift(zonalShiftId=shift_id)["status"], "CANCELED")
        self.assertIn(shift_id, [each["zonalShiftId"] for each in arc.list_zonal_shifts(status="CANCELED")["items"]])

    def test_a_resource_is_shown_with_its_shifts(self):
        shift_id = self.start()["zonalShiftId"]
        resource = arc.get_managed_resource(resourceIdentifier=arn())
        self.assertEqual(resource["arn"], arn())
        self.assertEqual(resource["name"], balancer["LoadBalancerName"])
        self.assertEqual(resource["appliedWeights"], {zones[0]: 0.0, zones[1]: 1.0})
        [shift] = resource["zonalShifts"]
        self.assertEqual((shift["zonalShiftId"], shift["appliedStatus"]), (shift_id, "APPLIED"))
        listed = managed()
        self.assertEqual(listed["availabilityZones"], zones)
        self.assertEqual(listed["zonalShifts"][0]["shiftType"], "ZONAL_SHIFT")
        of_it = newest.list_zonal_shifts(resourceIdentifier=arn(), status="ACTIVE")["items"]
        self.assertEqual([each["zonalShiftId"] for each in of_it], [shift_id])

    def test_only_what_allows_it_is_managed(self):
        allow("false")
        self.addCleanup(allow, "true")
        self.assertIsNone(managed())
        text = f"The resource {arn()} is not managed for zonal shifts."
        missing = {"status": 404, "resourceIdentifier": arn()}
        self.refused(arc.get_managed_resource, "ResourceNotFoundException", text, **missing)
        self.refused(arc.start_zonal_shift, "ResourceNotFoundException", text, status=404, **request())
        self.refused(
            newest.update_zonal_autoshift_configuration, "ResourceNotFoundException", text,
            zonalAutoshiftStatus="ENABLED", **missing,
        )

    def test_what_cannot_be_started(self):
        for changes, reason, message in (
            ({"resourceIdentifier": "balancer"}, "InvalidResourceIdentifier",
             "The resource identifier balancer is not an ARN."),
            ({"awayFrom": region.name + "a"}, "InvalidAz",
             f"{region.name}a is not the ID of an Availability Zone of this Region."),
            ({"awayFrom": zones[0][:-1] + "3"}, "UnsupportedAz",
             f"The resource {arn()} is not deployed in Availability Zone {zones[0][:-1]}3."),
            ({"expiresIn": "73h"}, "InvalidExpiresIn",
             "The expiration 73h is not within one minute and three days (72 hours)."),
        ):
            with self.subTest(reason):
                self.refusal_with_reason(
                    arc.start_zonal_shift, "ValidationException", reason, message, **request(**changes)
                )
        self.start()
        self.refusal_with_reason(
            arc.start_zonal_shift, "ConflictException", "ZonalShiftAlreadyExists",
            f"The resource {arn()} has an active zonal shift already.", status=409, **request(awayFrom=zones[1]),
        )

    def test_what_is_not_or_no_longer(self):
        text = f"Zonal shift {NO_SHIFT} not found."
        for call, more in ((arc.cancel_zonal_shift, {}), (arc.update_zonal_shift, {"comment": "x"})):
            self.refused(call, "ResourceNotFoundException", text, status=404, zonalShiftId=NO_SHIFT, **more)
        shift_id = self.start()["zonalShiftId"]
        self.refusal_with_reason(
            arc.update_zonal_shift, "ValidationException", "MissingValue",
            "Specify a comment, an expiration, or both.", zonalShiftId=shift_id,
        )
        arc.cancel_zonal_shift(zonalShiftId=shift_id)
        for call, more in ((arc.cancel_zonal_shift, {}), (arc.update_zonal_shift, {"comment": "x"})):
            self.refusal_with_reason(
                call, "ConflictException", "ZonalShiftStatusNotActive", f"Zonal shift {shift_id} is not active.",
                status=409, zonalShiftId=shift_id, **more,
            )

    def test_tokens_that_no_page_has(self):
        for call in (arc.list_zonal_shifts, arc.list_managed_resources, newest.list_autoshifts):
            self.refusal_with_reason(
                call, "ValidationException", "InvalidToken", "The next token is not valid.", nextToken="x"
            )

    def test_autoshifts(self):
        self.assertEqual(managed()["zonalAutoshiftStatus"], "DISABLED")
        settings = {"resourceIdentifier": arn(), "zonalAutoshiftStatus": "ENABLED"}
        answer = newest.update_zonal_autoshift_configuration(**settings)
        self.assertEqual({name: answer[name] for name in settings}, settings)
        self.assertEqual(managed()["zonalAutoshiftStatus"], "ENABLED")
        newest.update_zonal_autoshift_configuration(**settings | {"zonalAutoshiftStatus": "DISABLED"})
        resource = newest.get_managed_resource(resourceIdentifier=arn())
        self.assertEqual((resource["zonalAutoshiftStatus"], resource["autoshifts"]), ("DISABLED", []))
        self.assertEqual(newest.list_autoshifts(status="ACTIVE")["items"], [])


class Permissions(Conformance):
    """Of a user who may do what the test says, and nothing else."""

    def setUp(self):
        iam, user = region.client("iam"), unique("ann")
        iam.create_user(UserName=user)
        self.addCleanup(iam.delete_user, UserName=user)
        key = iam.create_access_key(UserName=user)["AccessKey"]
        self.addCleanup(iam.delete_access_key, UserName=user, AccessKeyId=key["AccessKeyId"])
        self.hers, self.policy = region.client("arc-zonal-shift", keys=key), {"UserName": user, "PolicyName": "own"}
        self.put = iam.put_user_policy
        self.addCleanup(iam.delete_user_policy, **self.policy)

    def may(self, *actions, **more):
        allowed = {"Effect": "Allow", "Action": [f"arc-zonal-shift:{action}" for action in actions], **more}
        self.put(**self.policy, PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": allowed}))

    def denied(self, call, **arguments):
        self.refused_like(call, "AccessDeniedException", ".*is not authorized.*", status=403, **arguments)

    def test_a_shift_is_its_resources(self):
        self.may("StartZonalShift", "UpdateZonalShift", "GetManagedResource", Resource=arn())
        self.denied(self.hers.start_zonal_shift, **request(resourceIdentifier=arn() + "0"))
        shift = {"zonalShiftId": self.hers.start_zonal_shift(**request())["zonalShiftId"]}
        self.hers.update_zonal_shift(comment="darker", **shift)
        self.hers.get_managed_resource(resourceIdentifier=arn())
        self.denied(self.hers.list_zonal_shifts)
        self.denied(self.hers.cancel_zonal_shift, **shift)
        self.may("CancelZonalShift", "ListZonalShifts", Resource="*")
        self.assertIn(shift["zonalShiftId"], [each["zonalShiftId"] for each in self.hers.list_zonal_shifts()["items"]])
        self.hers.cancel_zonal_shift(**shift)

    def test_of_a_condition_about_the_resource(self):
        about = lambda pattern: {"StringLike": {"arc-zonal-shift:ResourceIdentifier": pattern}}
        self.may("GetManagedResource", Resource="*", Condition=about("*/net/*"))
        self.denied(self.hers.get_managed_resource, resourceIdentifier=arn())
        self.may("GetManagedResource", Resource="*", Condition=about("*/app/*"))
        self.hers.get_managed_resource(resourceIdentifier=arn())


if __name__ == "__main__":
    unittest.main()
