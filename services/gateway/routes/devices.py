"""Devices that show messages also while nobody looks (Web Push)."""

from fastapi import APIRouter, Depends

from libs.common.contracts import devices as asks
from services.gateway.claiming import once
from services.gateway.deps import EdgeDep, IdempotencyKey, MemberDep, PathId, ask, require_json
from services.gateway.schemas.devices import AddDevice

router = APIRouter(prefix="/v1/me/devices", tags=["you"])


@router.get("")
async def list_devices(person: MemberDep, edge: EdgeDep) -> asks.Devices:
    """Yours, and the key to subscribe with: `pushManager.subscribe({applicationServerKey: public_key, …})`.

    Without a key nothing is pushed here.
    """
    return await ask(edge, asks.ListDevices(), person)


@router.post("", status_code=201, dependencies=[Depends(require_json)])
async def add_device(body: AddDevice, person: MemberDep, edge: EdgeDep, key: IdempotencyKey = None) -> asks.Device:
    """Up to ten. The same subscription again is the same device; whoever adds it last has it.

    A push holds `title`, `line`, `path` and `notice_id`: show it under that id as its `tag`, so that a repeat takes
    its place.
    """
    await once(edge, person, asks.AddDevice.name, key, body.model_dump_json().encode())
    subscription = body.subscription
    question = asks.AddDevice(
        endpoint=subscription.endpoint, p256dh=subscription.keys.p256dh, auth=subscription.keys.auth, called=body.name
    )
    return await ask(edge, question, person)


@router.delete("/{device_id}")
async def remove_device(device_id: PathId, person: MemberDep, edge: EdgeDep) -> asks.Device:
    """Nothing more is shown there. A device that its push service does not know any more goes by itself."""
    return await ask(edge, asks.RemoveDevice(device_id=device_id), person)
